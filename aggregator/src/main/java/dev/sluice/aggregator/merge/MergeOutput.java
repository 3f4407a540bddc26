package dev.sluice.aggregator.merge;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What a processor sends on, serialized.
 *
 * @param target where to
 * @param value null where a file has no result any more
 */
record MergeOutput(Target target, byte @Nullable [] value) {
    /** In the place of the result of a file that is gone. */
    static final MergeOutput NO_RESULT = new MergeOutput(Target.RESULT, null);

    enum Target {
        /** A result, to {@code file-results}. */
        RESULT,
        /** A record as it came, to {@code dead-letters}. */
        DEAD_LETTER
    }

    /**
     * The record of a result, without its statistics if that is what fits.
     *
     * @throws SerializationException if even that is larger than a record may be
     */
    static MergeOutput of(FileResult result) {
        byte[] json = Json.MAPPER.writeValueAsBytes(result);
        if (json.length > Topics.MAX_RECORD_BYTES && result.aggregatedData() != null) {
            return of(new FileResult(result.summary(), null));
        }
        if (json.length > Topics.MAX_RECORD_BYTES) {
            throw new SerializationException(
                    "expected a result of at most " + Topics.MAX_RECORD_BYTES + " bytes, found one of " + json.length);
        }
        return new MergeOutput(Target.RESULT, json);
    }
}
