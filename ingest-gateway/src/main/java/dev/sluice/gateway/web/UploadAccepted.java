package dev.sluice.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.schemas.query.FileStatus;

/**
 * The response to a stored upload.
 *
 * @param fileId the id to query
 * @param status always {@link #PENDING}
 * @param message for display
 */
record UploadAccepted(@JsonProperty("file_id") String fileId, String status, String message) {

    /** The status of every file that was just accepted. */
    static final String PENDING = FileStatus.PENDING.word();
}
