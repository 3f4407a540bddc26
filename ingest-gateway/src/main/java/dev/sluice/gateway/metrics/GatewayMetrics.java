package dev.sluice.gateway.metrics;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The gateway's meters. {@code sluice.gateway.uploads} has the tags outcome ({@code accepted}; {@code repeated}: answered with an earlier file; {@code dry_run}; {@code
 * rejected}: nothing was published; {@code aborted}: a part was published) and the problem's code. {@code
 * sluice.gateway.ingests} has the same tags, with the outcomes {@code accepted}, {@code repeated}, {@code rejected} and {@code failed}
 * (the record may be stored nevertheless). {@code sluice.gateway.proposals} has the outcomes {@code accepted} and
 * {@code rejected}. {@code sluice.gateway.resumable} counts the requests of resumable uploads, with the outcomes {@code
 * created}, {@code continued}, {@code stored}, {@code terminated} and {@code refused}; a stored one is an accepted or
 * repeated upload, too. Chunks and bytes count acknowledged ones; retries include those of events.
 */
public final class GatewayMetrics {
    private static final String UPLOADS = "sluice.gateway.uploads";
    private static final String RESUMABLE = "sluice.gateway.resumable";
    private static final String PROPOSALS = "sluice.gateway.proposals";
    private static final String INGESTS = "sluice.gateway.ingests";
    private static final String NO_CODE = "none";
    private static final String ACCEPTED = "accepted";
    private static final String REPEATED = "repeated";

    private final MeterRegistry registry;
    private final Counter chunks;
    private final Counter bytes;
    private final Counter ingestBytes;
    private final Counter retries;

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.chunks = registry.counter("sluice.gateway.chunks");
        this.bytes = registry.counter("sluice.gateway.bytes");
        this.ingestBytes = registry.counter("sluice.gateway.ingest.bytes");
        this.retries = registry.counter("sluice.gateway.retries");
    }

    public void uploadAccepted(boolean repeated) {
        count(UPLOADS, repeated ? REPEATED : ACCEPTED, NO_CODE);
    }

    public void dryRun() {
        count(UPLOADS, "dry_run", NO_CODE);
    }

    public void uploadRefused(RefusedException refusal) {
        count(
                UPLOADS,
                refusal.fileId().isPresent() ? "aborted" : "rejected",
                refusal.problem().code());
    }

    /**
     * Counts a request of a resumable upload.
     *
     * @param what {@code created}, {@code continued}, {@code stored} or {@code terminated}
     */
    public void resumable(String what) {
        count(RESUMABLE, what, NO_CODE);
    }

    public void resumableRefused(RefusedException refusal) {
        count(RESUMABLE, "refused", refusal.problem().code());
    }

    public void proposed() {
        count(PROPOSALS, ACCEPTED, NO_CODE);
    }

    public void proposalRefused(RefusedException refusal) {
        count(PROPOSALS, "rejected", refusal.problem().code());
    }

    public void ingestAccepted(int payloadBytes, boolean repeated) {
        count(INGESTS, repeated ? REPEATED : ACCEPTED, NO_CODE);
        if (!repeated) {
            ingestBytes.increment(payloadBytes);
        }
    }

    public void ingestRefused(RefusedException refusal) {
        Problem problem = refusal.problem();
        count(INGESTS, problem.status() < 500 ? "rejected" : "failed", problem.code());
    }

    public void stored(int chunkBytes) {
        chunks.increment();
        bytes.increment(chunkBytes);
    }

    public void retried() {
        retries.increment();
    }

    private void count(String what, String outcome, String code) {
        registry.counter(what, "outcome", outcome, "code", code).increment();
    }
}
