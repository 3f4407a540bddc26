package dev.sluice.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The answer to an upload that is stored.
 *
 * @param fileId what to ask for
 * @param status always {@code pending}
 * @param message for people
 */
record UploadAccepted(
        @JsonProperty("file_id") @Schema(example = "019a9f5e-63c4-7d1e-8a3b-0c5f9e2d7b41")
        String fileId,

        @Schema(example = "pending") String status,
        String message) {}
