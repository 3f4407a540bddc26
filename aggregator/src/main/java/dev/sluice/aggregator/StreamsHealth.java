package dev.sluice.aggregator;

import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the Streams application runs; with its state in any case. */
final class StreamsHealth implements HealthIndicator {
    private final Supplier<@Nullable KafkaStreams> streams;

    StreamsHealth(Supplier<@Nullable KafkaStreams> streams) {
        this.streams = streams;
    }

    @Override
    public Health health() {
        KafkaStreams running = streams.get();
        KafkaStreams.State state = running == null ? KafkaStreams.State.CREATED : running.state();
        return (state == KafkaStreams.State.RUNNING ? Health.up() : Health.down())
                .withDetail("state", state.name())
                .build();
    }
}
