package dev.sluice.aggregator.combine;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Extracts the file id from a row that can't be processed. */
final class RowOwner {
    private RowOwner() {}

    private record Owned(@Nullable String fileId) {}

    /** The id of the row's file, if the row has a valid one. */
    static Optional<String> fileOf(byte @Nullable [] row) {
        if (row == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.read(row, Owned.class).fileId()).filter(FileIds::isValid);
        } catch (SerializationException | StackOverflowError e) {
            return Optional.empty();
        }
    }
}
