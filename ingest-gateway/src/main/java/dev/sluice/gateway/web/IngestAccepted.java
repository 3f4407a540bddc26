package dev.sluice.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The answer to a record that is stored.
 *
 * @param rawId which record of the log it is, by the id that the gateway gave it
 * @param fileId what to ask for: the same
 * @param status always {@code pending}
 * @param message for people
 */
record IngestAccepted(
        @JsonProperty("raw_id") @Schema(example = "0198c0de-0000-7000-8000-000000000006")
        String rawId,

        @JsonProperty("file_id") @Schema(example = "0198c0de-0000-7000-8000-000000000006")
        String fileId,

        @Schema(example = "pending") String status,
        String message) {}
