package dev.sluice.aggregator.metrics;

import dev.sluice.schemas.message.FileIds;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the meters {@code sluice.aggregator.*}; logs the end of each file. */
public final class MicrometerAggregatorMetrics implements AggregatorMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(MicrometerAggregatorMetrics.class);

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

    public MicrometerAggregatorMetrics(MeterRegistry registry) {
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

    @Override
    public void lateDropped() {
        late.increment();
    }

    @Override
    public void repeatedDropped(long records) {
        repeated.increment((double) records);
    }

    @Override
    public void straysDropped(long rows) {
        strays.increment((double) rows);
    }

    @Override
    public void deadLetter(Stage stage) {
        Objects.requireNonNull(deadLetters.get(stage), "not a stage of the aggregator")
                .increment();
    }

    @Override
    public void quarantined(Stage stage) {
        Objects.requireNonNull(quarantined.get(stage), "not a stage of the aggregator")
                .increment();
    }

    @Override
    public void unreadablePosition() {
        positions.increment();
    }

    @Override
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
        if (reason.equals("inconsistent")) {
            FileIds.logged(LOG.atError(), summary.fileId())
                    .log("File {} is inconsistent: {}", summary.fileId(), summary.reason());
        } else {
            FileIds.logged(LOG.atInfo(), summary.fileId())
                    .log(
                            "File {} is {}: {} valid and {} invalid rows{}",
                            summary.fileId(),
                            status,
                            summary.validRows(),
                            summary.invalidRows(),
                            reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    private static void record(Timer stage, @Nullable Double seconds) {
        if (seconds != null) {
            stage.record(Duration.ofMillis(Math.round(1_000 * seconds)));
        }
    }

    @Override
    public void fileDeleted() {
        deleted.increment();
    }

    @Override
    public void fileExpired() {
        expired.increment();
    }
}
