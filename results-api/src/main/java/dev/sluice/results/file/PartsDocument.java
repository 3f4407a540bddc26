package dev.sluice.results.file;

import dev.sluice.results.http.SeriesCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a file's result as CSV.
 *
 * @param maxBytes the maximum size of a part that was asked for
 * @param series the number of series in all parts
 * @param bytes the size of all parts; each has a header row
 */
record PartsDocument(String fileId, long maxBytes, long series, long bytes, List<Part> parts) {
    /**
     * A part.
     *
     * @param part its number, from 1
     * @param csv the path of its download
     */
    record Part(int part, long series, long bytes, String csv) {}

    PartsDocument {
        parts = List.copyOf(parts);
    }

    static PartsDocument of(String fileId, long maxBytes, boolean raw, List<ResultParts.Part> parts) {
        List<Part> all = new ArrayList<>();
        for (ResultParts.Part part : parts) {
            String path = "/results/" + fileId + ".csv?limit=" + Math.max(1, part.series());
            String cursor = part.after() == null ? "" : "&cursor=" + SeriesCursor.of(part.after());
            all.add(new Part(all.size() + 1, part.series(), part.bytes(), path + cursor + (raw ? "&raw=true" : "")));
        }
        return new PartsDocument(
                fileId,
                maxBytes,
                parts.stream().mapToLong(ResultParts.Part::series).sum(),
                parts.stream().mapToLong(ResultParts.Part::bytes).sum(),
                all);
    }
}
