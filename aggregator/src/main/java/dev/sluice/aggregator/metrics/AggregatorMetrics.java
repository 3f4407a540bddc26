package dev.sluice.aggregator.metrics;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The aggregator's meters, {@code sluice.aggregator.*}. A file that ends inconsistent is an alarm: a row was lost or
 * counted twice, which the design excludes.
 */
public final class AggregatorMetrics {
    /** From 10 ms to 1 h, each bucket at most five times the one before. */
    private static final Duration[] BUCKETS = LongStream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer received;
    private final Timer split;
    private final Timer aggregated;
    private final Counter late;
    private final Counter repeated;
    private final Counter strays;
    private final Map<Stage, Counter> deadLetters = new EnumMap<>(Stage.class);
    private final Map<Stage, Counter> quarantined = new EnumMap<>(Stage.class);
    private final Counter positions;
    private final Counter deleted;
    private final Counter expired;

    public AggregatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.received = stage("received");
        this.split = stage("split");
        this.aggregated = stage("aggregated");
        this.late = registry.counter("sluice.aggregator.late.dropped");
        this.repeated = registry.counter("sluice.aggregator.repeated.dropped");
        this.strays = registry.counter("sluice.aggregator.strays.dropped");
        this.positions = registry.counter("sluice.aggregator.positions.unreadable");
        this.deleted = registry.counter("sluice.aggregator.files.deleted", "cause", "request");
        this.expired = registry.counter("sluice.aggregator.files.deleted", "cause", "retention");
        for (Stage stage : List.of(Stage.COMBINE, Stage.MERGE)) {
            deadLetters.put(stage, registry.counter("sluice.aggregator.dead.letters", "stage", word(stage)));
            quarantined.put(stage, registry.counter("sluice.aggregator.quarantined", "stage", word(stage)));
        }
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private Timer stage(String name) {
        return Timer.builder("sluice.aggregator.stage")
                .tag("stage", name)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Rows or events were dropped: of a file that has ended or is deleted, or of a kind that the file doesn't have. */
    public void lateDropped() {
        late.increment();
    }

    /** Records were dropped because they had been processed before. */
    public void repeatedDropped(long records) {
        repeated.increment((double) records);
    }

    /** Rows of a direct producer were dropped because they had the id of an uploaded file. */
    public void straysDropped(long rows) {
        strays.increment((double) rows);
    }

    /** A record that a stage can't process went to the dead letters. */
    public void deadLetter(Stage stage) {
        Objects.requireNonNull(deadLetters.get(stage), "not a stage of the aggregator")
                .increment();
    }

    /** A record was quarantined because the stage failed when it processed the record alone. */
    public void quarantined(Stage stage) {
        Objects.requireNonNull(quarantined.get(stage), "not a stage of the aggregator")
                .increment();
    }

    /** An invalid record of combiner offsets was ignored. */
    public void unreadablePosition() {
        positions.increment();
    }

    /** A file's end was published. */
    public void fileEnded(FileSummary summary) {
        String status = summary.status().word();
        String reason = summary.reason() == null ? "" : summary.reason().code();
        registry.counter("sluice.aggregator.files.ended", "status", status, "reason", reason)
                .increment();
        FileSummary.StageTimes times = summary.stageTimes();
        if (times != null) {
            record(received, times.received());
            record(split, times.split());
            record(aggregated, times.aggregated());
        }
    }

    private static void record(Timer stage, @Nullable Double seconds) {
        if (seconds != null) {
            stage.record(Duration.ofMillis(Math.round(1_000 * seconds)));
        }
    }

    /** A file was deleted on request. */
    public void fileDeleted() {
        deleted.increment();
    }

    /** A file was deleted because its retention was over. */
    public void fileExpired() {
        expired.increment();
    }
}
