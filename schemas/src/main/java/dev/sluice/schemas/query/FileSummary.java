package dev.sluice.schemas.query;

import dev.sluice.tabular.row.Fault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All about a file but its series.
 *
 * @param source {@code upload}, {@code record} (a little file sent as one record) or {@code stream} (an open stream)
 * @param provisional false once the status is terminal: then nothing here changes any more
 * @param reason why it failed, else null
 * @param uploadTime when the upload began
 * @param processingTime when processing ended, by the broker's clock, or null before the end
 * @param processingSeconds from the first sign of the file to its end, by the broker's clock, or null before the end
 * @param stageTimes what of that went to which stage, or null while none is through and in results of older versions
 * @param totalRows valid and invalid rows; until the end those aggregated so far
 * @param series how many different series, each of which has statistics of its own
 * @param overflow what the rows of further series came to, or null where there are none
 * @param strayRows rows that direct producers wrote under this file's id; they count nowhere else
 * @param errors how many errors of each code and field the invalid rows have
 */
public record FileSummary(
        String fileId,
        FileStatus status,
        boolean provisional,
        @Nullable Fault reason,
        String source,
        String dataset,
        @Nullable String filename,
        Instant uploadTime,
        @Nullable Instant processingTime,
        @Nullable Double processingSeconds,
        @Nullable StageTimes stageTimes,
        long totalRows,
        long validRows,
        long invalidRows,
        long series,
        @Nullable Overflow overflow,
        long strayRows,
        List<ErrorCount> errors,
        Progress progress) {

    public FileSummary {
        errors = List.copyOf(errors);
    }

    /**
     * The rows of all series beyond as many as are kept of a file, together. Which series are kept depends on whose rows came
     * to be counted first; of one that is kept, all rows count.
     *
     * @param rows how many; they are among the valid rows
     * @param statistics over them as if they were one series
     */
    public record Overflow(long rows, SeriesFigures statistics) {}

    /**
     * For how long a file was in each stage after it had left the one before: the stages overlap, and their times add up to the
     * processing time. Seconds by the broker's clock, or null while a stage isn't through and where the file doesn't go through
     * it, as an open stream isn't split.
     *
     * @param received from the first sign of the file until all of it was there
     * @param split until all of it was split into rows
     * @param aggregated until all rows were counted, and the file had its end
     */
    public record StageTimes(
            @Nullable Double received,
            @Nullable Double split,
            @Nullable Double aggregated) {}

    /** How many errors of one code in one field (null: the row as a whole). */
    public record ErrorCount(String code, @Nullable String field, long count) {}

    /**
     * How far a file has come.
     *
     * @param bytes received by the gateway, as last reported
     * @param chunks known to be in the file; of a closed file all
     * @param closed whether the upload is complete
     * @param chunksSplit seen by the splitter
     * @param rowsSplit rows in those
     * @param rowsAggregated rows in the statistics or counted as invalid
     */
    public record Progress(
            long bytes, long chunks, boolean closed, long chunksSplit, long rowsSplit, long rowsAggregated) {}
}
