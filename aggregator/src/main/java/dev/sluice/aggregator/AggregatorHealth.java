package dev.sluice.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the combiners and the Streams application run and get on with their records; with their state in any case, and with
 * the records that they don't get past.
 */
final class AggregatorHealth implements HealthIndicator {
    private final Supplier<@Nullable KafkaStreams> streams;
    private final BooleanSupplier combining;
    private final List<StageWatch> stages;
    private final Duration stallAfter;

    /**
     * @param stages of this instance
     * @param stallAfter how long they may be at records and commit nothing
     */
    AggregatorHealth(
            Supplier<@Nullable KafkaStreams> streams,
            BooleanSupplier combining,
            List<StageWatch> stages,
            Duration stallAfter) {
        this.streams = streams;
        this.combining = combining;
        this.stages = List.copyOf(stages);
        this.stallAfter = stallAfter;
    }

    @Override
    public Health health() {
        KafkaStreams running = streams.get();
        KafkaStreams.State state = running == null ? KafkaStreams.State.CREATED : running.state();
        boolean combiningNow = combining.getAsBoolean();
        List<String> stands = stages.stream()
                .flatMap(stage -> stage.stands(stallAfter).stream())
                .toList();
        boolean up = state == KafkaStreams.State.RUNNING && combiningNow && stands.isEmpty();
        Health.Builder health = (up ? Health.up() : Health.down())
                .withDetail("state", state.name())
                .withDetail("combining", combiningNow);
        return (stands.isEmpty() ? health : health.withDetail("stands", stands)).build();
    }
}
