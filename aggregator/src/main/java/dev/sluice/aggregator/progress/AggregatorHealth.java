package dev.sluice.aggregator.progress;

import dev.sluice.runtime.quarantine.Standstill;
import dev.sluice.schemas.topic.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the combiners and the Streams application run and make progress. Always reports their state and the records
 * at which they are stalled.
 */
public final class AggregatorHealth implements HealthIndicator {
    private final Supplier<@Nullable KafkaStreams> streams;
    private final BooleanSupplier combining;
    private final Map<Stage, Supplier<List<Standstill>>> standstills;

    /** @param standstills the stalled partitions of this instance's stages */
    public AggregatorHealth(
            Supplier<@Nullable KafkaStreams> streams,
            BooleanSupplier combining,
            Map<Stage, Supplier<List<Standstill>>> standstills) {
        this.streams = streams;
        this.combining = combining;
        this.standstills = new EnumMap<>(standstills);
    }

    @Override
    public Health health() {
        KafkaStreams running = streams.get();
        KafkaStreams.State state = running == null ? KafkaStreams.State.CREATED : running.state();
        boolean combiningNow = combining.getAsBoolean();
        List<String> stands = new ArrayList<>();
        standstills.forEach((stage, found) -> found.get().forEach(each -> stands.add(inWords(stage, each))));
        boolean up = state == KafkaStreams.State.RUNNING && combiningNow && stands.isEmpty();
        Health.Builder health = (up ? Health.up() : Health.down())
                .withDetail("state", state.name())
                .withDetail("combining", combiningNow);
        return (stands.isEmpty() ? health : health.withDetail("stands", stands)).build();
    }

    private static String inWords(Stage stage, Standstill standstill) {
        return stage.name().toLowerCase(Locale.ROOT) + " at offset " + standstill.offset() + " of "
                + standstill.partition() + ": " + standstill.reason();
    }
}
