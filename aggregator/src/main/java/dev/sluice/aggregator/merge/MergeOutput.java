package dev.sluice.aggregator.merge;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A serialized record that a processor forwards.
 *
 * @param target the topic
 * @param value null for a tombstone
 */
record MergeOutput(Target target, byte @Nullable [] value) {
    /** The tombstone for the result of a deleted file. */
    static final MergeOutput NO_RESULT = new MergeOutput(Target.RESULT, null);

    enum Target {
        /** A result, for {@code file-results}. */
        RESULT,
        /** An unchanged record, for {@code dead-letters}. */
        DEAD_LETTER
    }

    /**
     * The record of a result; without statistics if they make it too large.
     *
     * @throws SerializationException if it is too large even then
     */
    static MergeOutput of(FileResult result) {
        byte[] json = Json.MAPPER.writeValueAsBytes(result);
        if (json.length > Topics.MAX_RECORD_BYTES && result.aggregatedData() != null) {
            return of(new FileResult(result.summary(), null, result.chunks()));
        }
        if (json.length > Topics.MAX_RECORD_BYTES) {
            throw new SerializationException(
                    "expected a result of at most " + Topics.MAX_RECORD_BYTES + " bytes, found one of " + json.length);
        }
        return new MergeOutput(Target.RESULT, json);
    }
}
