package dev.sluice.schemas.message;

import org.jspecify.annotations.Nullable;

/**
 * A value of {@code valid-rows}: one reading. Rows that name their chunk are the splitter's and are counted against
 * its {@link ChunkSplit}s; rows without one are a direct producer's and add to an open stream.
 *
 * @param fileId the file or open stream it belongs to
 * @param chunk the chunk it is from, or null in an open stream
 * @param line the physical line the row starts on, or null where a direct producer gave none
 * @param dataset what its fields mean
 * @param timestampMicros in microseconds since the epoch; ISO-8601 with a zone in JSON
 * @param sensorId not blank
 * @param value finite
 */
public record ValidRow(
        String fileId,
        @Nullable Long chunk,
        @Nullable Long line,
        String dataset,
        long timestampMicros,
        String sensorId,
        double value) {}
