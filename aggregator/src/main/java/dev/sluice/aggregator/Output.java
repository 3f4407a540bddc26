package dev.sluice.aggregator;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileResult;
import org.jspecify.annotations.Nullable;

/**
 * What a processor sends on, serialized.
 *
 * @param target where to
 * @param value null where a file has no result any more
 */
record Output(Target target, byte @Nullable [] value) {
    /** In the place of the result of a file that is gone. */
    static final Output NO_RESULT = new Output(Target.RESULT, null);

    enum Target {
        /** A result, to {@code file-results}. */
        RESULT,
        /** A record as it came, to {@code dead-letters}. */
        DEAD_LETTER
    }

    static Output of(FileResult result) {
        return new Output(Target.RESULT, Json.MAPPER.writeValueAsBytes(result));
    }
}
