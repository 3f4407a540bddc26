package dev.sluice.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.schemas.query.FileStatus;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The answer to an upload that is stored.
 *
 * @param fileId what to ask for
 * @param status always {@link #PENDING}
 * @param message for people
 */
record UploadAccepted(
        @JsonProperty("file_id") @Schema(example = "019a9f5e-63c4-7d1e-8a3b-0c5f9e2d7b41")
        String fileId,

        @Schema(example = "pending") String status,
        String message) {
    /** Where every file stands that was just accepted. */
    static final String PENDING = FileStatus.PENDING.word();
}
