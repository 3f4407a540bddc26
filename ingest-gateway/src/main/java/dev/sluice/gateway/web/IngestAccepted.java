package dev.sluice.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The response to a stored record.
 *
 * @param rawId the id of the record, which is also the file's id
 * @param fileId the id to query, which is the same
 * @param status always {@code pending}
 * @param message for display
 */
record IngestAccepted(
        @JsonProperty("raw_id") String rawId,

        @JsonProperty("file_id") String fileId,

        String status,
        String message) {}
