package dev.sluice.aggregator;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the combiners and the Streams application run; with their state in any case. */
final class AggregatorHealth implements HealthIndicator {
    private final Supplier<@Nullable KafkaStreams> streams;
    private final BooleanSupplier combining;

    AggregatorHealth(Supplier<@Nullable KafkaStreams> streams, BooleanSupplier combining) {
        this.streams = streams;
        this.combining = combining;
    }

    @Override
    public Health health() {
        KafkaStreams running = streams.get();
        KafkaStreams.State state = running == null ? KafkaStreams.State.CREATED : running.state();
        boolean combiningNow = combining.getAsBoolean();
        return (state == KafkaStreams.State.RUNNING && combiningNow ? Health.up() : Health.down())
                .withDetail("state", state.name())
                .withDetail("combining", combiningNow)
                .build();
    }
}
