package dev.sluice.gateway.resume;

import dev.sluice.gateway.request.TusHeaders;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.tabular.text.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for when it creates a resumable upload.
 *
 * @param length the size of the file in bytes
 * @param metadata the header {@code Upload-Metadata}, as it is returned; may be empty
 * @param query all options, as a query string
 * @param contentType the media type that the client declares, or null
 * @param client the name of the client whose upload it is
 * @param scope whose claims affect each other, as of a {@link dev.sluice.gateway.claim.Claimant}
 * @param idempotencyKey the client's key for the request, or null
 * @param createdMs when the upload was created, by the gateway's clock
 * @param deadlineMs how long it may be without an event
 */
public record UploadRequest(
        long length,
        String metadata,
        String query,
        @Nullable String contentType,
        String client,
        String scope,
        @Nullable String idempotencyKey,
        long createdMs,
        long deadlineMs) {
    public UploadRequest {
        Limits.atLeast(1, "length", length);
        Limits.text("metadata", metadata, TusHeaders.METADATA_CHARS);
        Limits.text("query", query, Limits.HEADER_CHARS);
        Limits.optionalText("content_type", contentType, TusHeaders.METADATA_CHARS);
        Limits.text("client", client, Limits.NAME_CHARS);
        Limits.text("scope", scope, Limits.NAME_CHARS);
        Limits.optionalText("idempotency_key", idempotencyKey, UploadClaim.KEY_CHARS);
        Limits.count("created_ms", createdMs);
        Limits.atLeast(1, "deadline_ms", deadlineMs);
    }
}
