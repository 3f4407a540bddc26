package dev.sluice.splitter.streams;

import dev.sluice.runtime.quarantine.Standstill;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * UP while chunks are being split; otherwise DOWN, with the state of the Kafka Streams application, or with the
 * partition and offset at which the splitter is stalled.
 */
public final class SplitterHealth implements HealthIndicator {
    private final StreamsState state;
    private final Supplier<List<Standstill>> standstills;

    public SplitterHealth(StreamsState state, Supplier<List<Standstill>> standstills) {
        this.state = state;
        this.standstills = standstills;
    }

    @Override
    public Health health() {
        List<Standstill> found = standstills.get();
        Health.Builder health = state.isReady() && found.isEmpty() ? Health.up() : Health.down();
        health.withDetail("state", state.current().name());
        if (!found.isEmpty()) {
            Standstill first = found.get(0);
            health.withDetail("stage", "row-splitter")
                    .withDetail("partition", first.partition().toString())
                    .withDetail("offset", first.offset())
                    .withDetail("reason", first.reason());
        }
        return health.build();
    }
}
