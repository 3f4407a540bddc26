package dev.sluice.schemas.row;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.tabular.dataset.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a value of {@code valid-rows} that statistics need. Rows with a chunk are written by the splitter and
 * reconciled with its {@link ChunkSplit}s; rows without one are written by direct producers and belong to an open
 * stream.
 *
 * @param fileId the row's file or open stream
 * @param chunk the row's chunk, or null in an open stream
 * @param line where the row starts, or null if a direct producer gave none
 * @param dataset the row's dataset
 * @param series the row's series, not empty: {@link Dataset#seriesKey}
 * @param measured the values of the measure, each finite: one, or those of its list
 * @param timeMicros in microseconds since the epoch, or null if the dataset or the row has no time
 */
@SuppressWarnings("ArrayRecordComponent") // Rows and their arrays are short-lived, and never compared.
public record ValidRow(
        String fileId,
        @Nullable Long chunk,
        @Nullable Long line,
        Dataset dataset,
        String series,
        double[] measured,
        @Nullable Long timeMicros) {}
