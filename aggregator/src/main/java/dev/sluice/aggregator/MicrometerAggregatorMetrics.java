package dev.sluice.aggregator;

import dev.sluice.schemas.query.FileSummary;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counts as {@code sluice.aggregator.*} meters; ends of files in the log too. */
final class MicrometerAggregatorMetrics implements AggregatorMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(MicrometerAggregatorMetrics.class);

    private final MeterRegistry registry;
    private final Counter late;
    private final Counter repeated;
    private final Counter strays;
    private final Counter deadLetters;
    private final Counter deleted;
    private final Counter expired;

    MicrometerAggregatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.late = registry.counter("sluice.aggregator.late.dropped");
        this.repeated = registry.counter("sluice.aggregator.repeated.dropped");
        this.strays = registry.counter("sluice.aggregator.strays.dropped");
        this.deleted = registry.counter("sluice.aggregator.files.deleted", "cause", "request");
        this.expired = registry.counter("sluice.aggregator.files.deleted", "cause", "retention");
        this.deadLetters = registry.counter("sluice.aggregator.dead.letters");
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
    public void deadLetter() {
        deadLetters.increment();
    }

    @Override
    public void fileEnded(FileSummary summary) {
        String status = summary.status().word();
        String reason = summary.reason() == null ? "" : summary.reason().code();
        registry.counter("sluice.aggregator.files.ended", "status", status, "reason", reason)
                .increment();
        if (reason.equals("inconsistent")) {
            LOG.error("File {} doesn't add up: {}", summary.fileId(), summary.reason());
        } else {
            LOG.info(
                    "File {} is {}: {} valid and {} invalid rows{}",
                    summary.fileId(),
                    status,
                    summary.validRows(),
                    summary.invalidRows(),
                    reason.isEmpty() ? "" : " (" + reason + ")");
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
