package dev.sluice.results.file;

import dev.sluice.results.http.CsvResponse;
import dev.sluice.results.http.PartOutput;
import dev.sluice.schemas.query.SeriesPage.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the CSV of a file's series into parts of a maximum size, each with the header row. Used once. */
final class ResultParts {
    /**
     * A part of the CSV.
     *
     * @param after the series after which it begins; null for the first part
     * @param series the number of its series
     * @param bytes its size, with the header row
     */
    record Part(@Nullable String after, long series, long bytes) {}

    private final long maxBytes;
    private final PartOutput written = PartOutput.counting();
    private final SeriesCsv csv;
    private final long header;
    private final List<Part> parts = new ArrayList<>();

    private @Nullable String after;
    private @Nullable String last;
    private long series;
    private long bytes;

    private ResultParts(SeriesTable table, boolean raw, long maxBytes) throws IOException {
        this.maxBytes = maxBytes;
        csv = new SeriesCsv(CsvResponse.text(written), table, raw);
        csv.write(List.of());
        header = written.written();
        bytes = header;
    }

    /**
     * Returns the parts of a download. There is always one, and each has a series if the file has any.
     *
     * @throws IOException if a page is unavailable
     */
    static List<Part> of(SeriesDownload download, long maxBytes) throws IOException {
        ResultParts parts = new ResultParts(download.table(), download.raw(), maxBytes);
        download.read(page -> {
            for (Series each : page) {
                parts.add(each);
            }
            return true;
        });
        parts.end();
        return parts.parts;
    }

    private void add(Series next) throws IOException {
        long before = written.written();
        csv.write(List.of(next));
        long size = written.written() - before;
        if (series > 0 && bytes + size > maxBytes) {
            end();
        }
        bytes += size;
        series++;
        last = next.series();
    }

    private void end() {
        parts.add(new Part(after, series, bytes));
        after = last;
        series = 0;
        bytes = header;
    }
}
