package dev.sluice.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer to a record that is stored.
 *
 * @param rawId which record of the log it is, by the id that the gateway gave it
 * @param fileId what to ask for: the same
 * @param status always {@code pending}
 * @param message for people
 */
record IngestAccepted(
        @JsonProperty("raw_id") String rawId,

        @JsonProperty("file_id") String fileId,

        String status,
        String message) {}
