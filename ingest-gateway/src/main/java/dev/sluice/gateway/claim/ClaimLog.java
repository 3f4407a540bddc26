package dev.sluice.gateway.claim;

import dev.sluice.schemas.message.UploadClaim;
import java.util.concurrent.CompletableFuture;

/** Appends records to {@code upload-claims}. */
@FunctionalInterface
public interface ClaimLog {
    /**
     * Appends a record. Records of one thread keep their order.
     *
     * @return completes when the record is acknowledged; fails if it isn't, and may be in the log nevertheless
     */
    CompletableFuture<Void> append(UploadClaim record);
}
