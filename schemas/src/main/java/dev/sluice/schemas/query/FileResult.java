package dev.sluice.schemas.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.Tally;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code file-results}, written once when a file ends. A tombstone replaces it when the file is deleted.
 *
 * @param summary its properties are at the top level of the JSON
 * @param aggregatedData the statistics by series, or null if they exceed 256 KiB (they are available over HTTP then)
 * @param chunks its chunks in {@code raw-chunks}; null if it has none, as an open stream, or an old version didn't note
 *     where they are
 */
public record FileResult(
        @JsonUnwrapped FileSummary summary,
        @Nullable Map<String, SeriesFigures> aggregatedData,
        @Nullable Chunks chunks) {
    /**
     * The chunks of a file, so that a consumer that reads them again finds them, and can tell that it has read the
     * same rows.
     *
     * @param ranges where they are, one range for each partition that has any
     * @param valid their valid rows, with their lines
     * @param invalid their invalid rows, with their lines
     */
    public record Chunks(List<ChunkRange> ranges, Tally valid, Tally invalid) {
        public Chunks {
            ranges = List.copyOf(ranges);
        }
    }
}
