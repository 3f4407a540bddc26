package dev.sluice.schemas.query;

import dev.sluice.schemas.message.FileClients;
import dev.sluice.tabular.row.Fault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a file but its series.
 *
 * @param source {@code upload}, {@code record} (a small file sent as one record) or {@code stream} (an open stream)
 * @param provisional false once the status is terminal: then the summary is final
 * @param reason why the file failed, otherwise null
 * @param client the client that the file belongs to: {@link FileClients#PRODUCERS} if direct producers wrote it, and
 *     {@link FileClients#ANONYMOUS} if access control was off; null while that isn't known, and in results of old
 *     versions
 * @param uploadTime when the upload began
 * @param processingTime when processing ended, by the broker's clock, or null before
 * @param processingSeconds from the file's first record to its end, by the broker's clock, or null before
 * @param stageTimes the share of each stage in that time, or null before the first stage has ended and in results of
 *     old versions
 * @param totalRows valid and invalid rows; before the end those aggregated so far
 * @param series the number of series with their own statistics
 * @param overflow the rows of further series, or null if there are none
 * @param strayRows rows that direct producers wrote under this file's id; they aren't counted elsewhere
 * @param errors the number of errors by code and field in the invalid rows
 */
public record FileSummary(
        String fileId,
        FileStatus status,
        boolean provisional,
        @Nullable Fault reason,
        String source,
        String dataset,
        @Nullable String filename,
        @Nullable String client,
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
     * The rows of all series beyond the maximum number per file, together. The series whose rows are counted first are
     * kept; all rows of a kept series count in it.
     *
     * @param rows the number of rows; they are included in the valid rows
     * @param statistics over these rows, as if they were one series
     */
    public record Overflow(long rows, SeriesFigures statistics) {}

    /**
     * How long a file was in each stage after it had left the previous one: the stages overlap, and their times add up
     * to the processing time. In seconds by the broker's clock, or null while a stage hasn't ended and if the file
     * doesn't pass through it, as an open stream isn't split.
     *
     * @param received from the file's first record until it was received completely
     * @param split until it was split into rows completely
     * @param aggregated until all rows were counted and the file had ended
     */
    public record StageTimes(
            @Nullable Double received,
            @Nullable Double split,
            @Nullable Double aggregated) {}

    /** The number of errors with a code in a field (null: the row as a whole). */
    public record ErrorCount(String code, @Nullable String field, long count) {}

    /**
     * The progress of a file.
     *
     * @param bytes received by the gateway, as last reported
     * @param chunks known to belong to the file; of a closed file all
     * @param closed whether the upload is complete
     * @param chunksSplit processed by the splitter
     * @param rowsSplit the rows in these chunks
     * @param rowsAggregated rows in the statistics or counted as invalid
     */
    public record Progress(
            long bytes, long chunks, boolean closed, long chunksSplit, long rowsSplit, long rowsAggregated) {}
}
