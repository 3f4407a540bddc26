package dev.sluice.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.schemas.query.FileStatus;

/**
 * The answer to an upload that is stored.
 *
 * @param fileId what to ask for
 * @param status always {@link #PENDING}
 * @param message for people
 */
record UploadAccepted(@JsonProperty("file_id") String fileId, String status, String message) {

    /** Where every file stands that was just accepted. */
    static final String PENDING = FileStatus.PENDING.word();
}
