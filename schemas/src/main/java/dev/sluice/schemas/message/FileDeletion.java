package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A value of {@code file-deletions}: a request to delete a file. Written by aggregators only, without transactions. The
 * property {@code type} is its kind.
 *
 * <p>Deletions have a separate topic because a standby may answer queries only once it has merged all of them: as they
 * are few, it nearly always has.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FileDeletion.FileDeleted.class, name = "file_deleted"),
    @JsonSubTypes.Type(value = FileDeletion.FileExpired.class, name = "file_expired"),
})
public sealed interface FileDeletion {
    String fileId();

    /**
     * A client requested the deletion; written by the aggregator that received the request. Later records of the file
     * have no effect.
     */
    record FileDeleted(String fileId) implements FileDeletion {
        public FileDeleted {
            FileIds.require(fileId);
        }
    }

    /**
     * Asks whether a file's retention is over: it is if, by the broker's timestamps, nothing of the file was merged for
     * longer than results are kept.
     */
    record FileExpired(String fileId) implements FileDeletion {
        public FileExpired {
            FileIds.require(fileId);
        }
    }
}
