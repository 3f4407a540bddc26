package dev.sluice.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.ContentDigest;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Ingest;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileStored;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes small files to the log, each as one record, byte for byte. The splitter interprets them. */
public final class Ingests {
    private final FileLog log;
    private final UploadClaims claims;
    private final Supplier<String> newFileId;
    private final Clock clock;

    /** @param newFileId generates unique file ids */
    public Ingests(FileLog log, UploadClaims claims, Supplier<String> newFileId, Clock clock) {
        this.log = log;
        this.claims = claims;
        this.newFileId = newFileId;
        this.clock = clock;
    }

    /**
     * Writes a file to the log, then the event that announces it, so that a query for the file never answers "unknown".
     *
     * <p>With an idempotency key it claims that first. If an earlier request with that key has no outcome, this one
     * stores the record once more under the earlier one's file: the splitter drops what it has already. So a gateway
     * that is killed between the claim and the record blocks no client.
     *
     * @param claimant whose record it is
     * @param traceparent the trace context for the record's headers, or null
     * @return the file, once both are acknowledged
     * @throws RefusedException if one of them isn't acknowledged; it has the file's id, under which the file may be
     *     stored nevertheless
     */
    public Accepted accept(Ingest ingest, Claimant claimant, @Nullable String traceparent) throws RefusedException {
        String fileId = newFileId.get();
        if (claimant.idempotencyKey() == null) {
            store(fileId, ingest, claimant, traceparent);
            return new Accepted(fileId, false);
        }
        Optional<String> first = claims.attempt(fileId, claimant, ContentDigest.of(ingest), false)
                .awaitOrTakeOver();
        String claimed = first.orElse(fileId);
        if (first.isEmpty() || claims.isPending(claimed)) {
            // If this fails, the record may be stored nevertheless: the claim remains, and a repeat stores it again.
            store(claimed, ingest, claimant, traceparent);
            claims.confirm(claimed);
        }
        return new Accepted(claimed, first.isPresent());
    }

    private void store(String fileId, Ingest ingest, Claimant claimant, @Nullable String traceparent)
            throws RefusedException {
        Instant received = clock.instant();
        Headers headers = headers(fileId, ingest, claimant);
        Tracing.inject(headers, traceparent);
        try {
            log.store(fileId, headers, ingest.payload());
            log.write(new FileStored(fileId, ingest.dataset(), ingest.filename(), received, claimant.client()));
        } catch (RefusedException e) {
            throw e.of(fileId);
        }
    }

    private static Headers headers(String fileId, Ingest ingest, Claimant claimant) {
        Headers headers = new RecordHeaders()
                .add(ChunkHeaders.FILE_ID, fileId.getBytes(UTF_8))
                .add(ChunkHeaders.DATASET, ingest.dataset().getBytes(UTF_8))
                .add(ChunkHeaders.CONTENT_TYPE, ingest.contentType().getBytes(UTF_8))
                .add(ChunkHeaders.CLIENT, claimant.client().getBytes(UTF_8));
        if (ingest.filename() != null) {
            headers.add(ChunkHeaders.FILENAME, ingest.filename().getBytes(UTF_8));
        }
        return headers;
    }
}
