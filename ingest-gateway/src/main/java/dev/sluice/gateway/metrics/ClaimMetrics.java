package dev.sluice.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * The meters of claims. {@code sluice.gateway.claims} has the tag outcome: {@code granted}; {@code repeated}: answered
 * with the first file; {@code conflict}: the key of another content; {@code duplicate}; {@code undecided}: answered with
 * 503.
 */
public final class ClaimMetrics {
    private static final String CLAIMS = "sluice.gateway.claims";

    private final MeterRegistry registry;
    private final Counter granted;
    private final Counter repeated;
    private final Counter conflict;
    private final Counter duplicate;
    private final Counter undecided;

    public ClaimMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.granted = counter("granted");
        this.repeated = counter("repeated");
        this.conflict = counter("conflict");
        this.duplicate = counter("duplicate");
        this.undecided = counter("undecided");
    }

    /** Shows the numbers of live claims, and of those whose file may be stored or not. */
    public void observe(Supplier<Number> live, Supplier<Number> pending) {
        Gauge.builder("sluice.gateway.claims.live", live).register(registry);
        Gauge.builder("sluice.gateway.claims.pending", pending).register(registry);
    }

    public void granted() {
        granted.increment();
    }

    public void repeated() {
        repeated.increment();
    }

    public void conflict() {
        conflict.increment();
    }

    public void duplicate() {
        duplicate.increment();
    }

    public void undecided() {
        undecided.increment();
    }

    private Counter counter(String outcome) {
        return registry.counter(CLAIMS, "outcome", outcome);
    }
}
