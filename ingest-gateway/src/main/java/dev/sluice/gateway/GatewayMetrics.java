package dev.sluice.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the gateway counts. {@code sluice.gateway.uploads} has the outcome ({@code accepted}; {@code rejected}, of which
 * nothing was published; {@code aborted}, of which something was) and the problem's code. Chunks and bytes are those
 * acknowledged; retries are of events too.
 */
final class GatewayMetrics {
    private static final String UPLOADS = "sluice.gateway.uploads";

    private final MeterRegistry registry;
    private final Counter chunks;
    private final Counter bytes;
    private final Counter retries;

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.chunks = registry.counter("sluice.gateway.chunks");
        this.bytes = registry.counter("sluice.gateway.bytes");
        this.retries = registry.counter("sluice.gateway.retries");
    }

    void accepted() {
        uploads("accepted", "none").increment();
    }

    void refused(UploadException refusal) {
        uploads(
                        refusal.fileId().isPresent() ? "aborted" : "rejected",
                        refusal.problem().code())
                .increment();
    }

    void stored(int chunkBytes) {
        chunks.increment();
        bytes.increment(chunkBytes);
    }

    void retried() {
        retries.increment();
    }

    private Counter uploads(String outcome, String code) {
        return registry.counter(UPLOADS, "outcome", outcome, "code", code);
    }
}
