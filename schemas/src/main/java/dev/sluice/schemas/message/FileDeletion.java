package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A value of {@code file-deletions}: why a file goes. Written by aggregators alone, in plain (not transactional) writes. The
 * property {@code type} says which.
 *
 * <p>These have a topic of their own as a copy of a partition's store may only answer once it has all deletions there are: of
 * so few records it nearly always has.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FileDeletion.FileDeleted.class, name = "file_deleted"),
    @JsonSubTypes.Type(value = FileDeletion.FileExpired.class, name = "file_expired"),
})
public sealed interface FileDeletion {
    String fileId();

    /** A client wants the file gone; written by the aggregator that was asked. What comes of it after this changes nothing. */
    record FileDeleted(String fileId) implements FileDeletion {
        public FileDeleted {
            FileIds.require(fileId);
        }
    }

    /**
     * An aggregator's question to the log whether a file's time is over: it is if, by the broker's time stamps, nothing was
     * merged of it for longer than results are kept.
     */
    record FileExpired(String fileId) implements FileDeletion {
        public FileExpired {
            FileIds.require(fileId);
        }
    }
}
