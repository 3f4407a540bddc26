package dev.sluice.aggregator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Metrics with a separate registry, whose counts a test reads. */
public final class CountingMetrics {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AggregatorMetrics meters = new AggregatorMetrics(registry);

    /** Metrics whose counts don't matter. */
    public static AggregatorMetrics unread() {
        return new AggregatorMetrics(new SimpleMeterRegistry());
    }

    public AggregatorMetrics meters() {
        return meters;
    }

    public long late() {
        return count("late.dropped");
    }

    public long repeated() {
        return count("repeated.dropped");
    }

    public long strays() {
        return count("strays.dropped");
    }

    public long deadLetters() {
        return count("dead.letters");
    }

    public long quarantined() {
        return count("quarantined");
    }

    public long unreadablePositions() {
        return count("positions.unreadable");
    }

    public long deleted() {
        return count("files.deleted", "cause", "request");
    }

    public long expired() {
        return count("files.deleted", "cause", "retention");
    }

    public long ended() {
        return count("files.ended");
    }

    public long ended(String status, String reason) {
        return count("files.ended", "status", status, "reason", reason);
    }

    private long count(String name, String... tags) {
        return (long) registry.find("sluice.aggregator." + name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
