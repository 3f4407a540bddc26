package dev.sluice.schemas.row;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.tabular.dataset.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics need of a value of {@code valid-rows}. Rows that name their chunk are the splitter's and are
 * counted against its {@link ChunkSplit}s; rows without one are a direct producer's and add to an open stream.
 *
 * @param fileId the file or open stream it belongs to
 * @param chunk the chunk it is from, or null in an open stream
 * @param line where the row starts, or null where a direct producer gave none
 * @param dataset what its fields mean
 * @param series what it is grouped under, not empty: {@link Dataset#seriesKey}
 * @param measured the values of the measure, each finite: one, or as many as its list has
 * @param timeMicros in microseconds since the epoch, or null where the dataset has no time or the row none
 */
@SuppressWarnings("ArrayRecordComponent") // One row, one short-lived array, and nobody compares rows.
public record ValidRow(
        String fileId,
        @Nullable Long chunk,
        @Nullable Long line,
        Dataset dataset,
        String series,
        double[] measured,
        @Nullable Long timeMicros) {}
