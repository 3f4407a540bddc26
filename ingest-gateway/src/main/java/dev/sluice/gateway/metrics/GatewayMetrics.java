package dev.sluice.gateway.metrics;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the gateway counts. {@code sluice.gateway.uploads} has the outcome ({@code accepted}; {@code tried}, a dry run;
 * {@code rejected}, of which nothing was published; {@code aborted}, of which something was) and the problem's code, and
 * so has {@code sluice.gateway.ingests} ({@code accepted}; {@code rejected}; {@code failed}, which may be stored all the
 * same). Chunks and bytes are those acknowledged; retries are of events too.
 */
public final class GatewayMetrics {
    private static final String UPLOADS = "sluice.gateway.uploads";
    private static final String INGESTS = "sluice.gateway.ingests";
    private static final String NO_CODE = "none";

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

    public void uploadAccepted() {
        count(UPLOADS, "accepted", NO_CODE);
    }

    public void uploadTried() {
        count(UPLOADS, "tried", NO_CODE);
    }

    public void uploadRefused(RefusedException refusal) {
        count(
                UPLOADS,
                refusal.fileId().isPresent() ? "aborted" : "rejected",
                refusal.problem().code());
    }

    public void ingestAccepted(int payloadBytes) {
        count(INGESTS, "accepted", NO_CODE);
        ingestBytes.increment(payloadBytes);
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
