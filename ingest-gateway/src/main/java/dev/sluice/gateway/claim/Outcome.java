package dev.sluice.gateway.claim;

import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The end of a file, or its deletion.
 *
 * @param status its final status, or null if it is deleted
 */
record Outcome(@Nullable String status) {
    private static final Outcome DELETED = new Outcome(null);

    /** Whether others may have what the file claims. */
    boolean releases() {
        return status == null || status.equals(FileStatus.FAILED.word());
    }

    /**
     * Reads a record of {@code file-results}. Results may be large, so it reads no more than the status.
     *
     * @param value null for a tombstone
     */
    static Optional<Outcome> ofResult(byte @Nullable [] value) {
        if (value == null) {
            return Optional.of(DELETED);
        }
        try (JsonParser json = Json.MAPPER.createParser(value)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = json.currentName().equals("status");
                JsonToken token = json.nextToken();
                if (found) {
                    return token == JsonToken.VALUE_STRING
                            ? Optional.of(new Outcome(json.getString()))
                            : Optional.empty();
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (JacksonException e) {
            // The aggregator reports records that can't be read.
            return Optional.empty();
        }
    }

    /** Reads a record of {@code file-deletions}. An expired file has its tombstone in {@code file-results}. */
    static Optional<Outcome> ofDeletion(byte @Nullable [] value) {
        try {
            return value != null && Json.read(value, FileDeletion.class) instanceof FileDeleted
                    ? Optional.of(DELETED)
                    : Optional.empty();
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }
}
