package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.runtime.streams.CommitPace;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.Json;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code file-results} back: a result publishes the file's end, a tombstone confirms a deletion. Continues the
 * background work: adding large files to the series over files, and purging deleted ones. Republishes results that
 * weren't read back when the task started.
 */
final class ResultProcessor extends GuardedProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ResultProcessor.class);

    /** Some 20,000 series per second and partition. */
    private static final Duration BATCH_INTERVAL = Duration.ofMillis(25);

    /** How soon what was merged is to be seen. */
    private static final Duration COMMIT_WAIT = Duration.ofMillis(20);

    /** As often as an idle thread wakes up. */
    private static final Duration COMMIT_CHECK = Duration.ofMillis(10);

    private final List<String> merged;
    private final AggregatorMetrics metrics;
    private final Tracing tracing;
    private @Nullable FileStore files;
    private @Nullable CommittedResults results;
    private boolean warned;

    /** @param merged the topics that merge reads; the consumer may have skipped records of each */
    ResultProcessor(List<String> merged, AggregatorMetrics metrics, Tracing tracing, MergeWatch watch) {
        super(metrics, watch);
        this.merged = merged;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public void init(ProcessorContext<byte[], MergeOutput> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(MergeProcessor.STORE);
        FileStore changed = FileStore.buffered(store);
        DatasetSeriesWriter datasetSeries = new DatasetSeriesWriter(changed, DatasetSeriesWriter.BATCH);
        FilePurger purger = new FilePurger(changed, datasetSeries, FilePurger.BATCH);
        UnconfirmedResults unconfirmed = new UnconfirmedResults(changed);
        files = changed;
        results = new CommittedResults(changed, datasetSeries, purger, metrics, tracing);
        context.schedule(COMMIT_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> {
            // Kafka Streams knows whether there is anything to commit.
            if (CommitPace.ofThread().isDue(this, true, COMMIT_WAIT)) {
                context.commit();
            }
        });
        context.schedule(BATCH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> {
            inBackground(datasetSeries::enterMore);
            inBackground(purger::removeMore);
            // Broker time, as everywhere: this machine's clock may be wrong.
            inBackground(() -> purger.forget(context.currentStreamTimeMs()));
            unconfirmed.next(now).forEach(context::forward);
            merged.forEach(this::reportUnreadable);
        });
    }

    /** A failure for one file changes nothing, and must not stop the partition. */
    private void inBackground(Runnable work) {
        try {
            work.run();
            changed().requireWritable();
        } catch (RuntimeException e) {
            if (e instanceof KafkaException && !(e instanceof SerializationException)) {
                throw e;
            }
            leaveUndone(e);
        }
        changed().write();
    }

    /** Logged once: the work is retried at each interval. */
    private void leaveUndone(RuntimeException failure) {
        if (!warned) {
            LOG.error("Background work on the store failed", failure);
        }
        warned = true;
        changed().discard();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        guard(record);
    }

    @Override
    Optional<Record<byte[], MergeOutput>> take(Record<byte[], byte[]> record) {
        String fileId = FileKey.of(record);
        CommittedResults committed = Objects.requireNonNull(results, "not initialized");
        if (record.value() == null) {
            committed.deleted(fileId);
        } else {
            requireResult(fileId, record.value());
            committed.committed(fileId);
        }
        changed().requireWritable();
        return Optional.empty();
    }

    /** Any other record isn't the published result, and doesn't tell whether that is committed. */
    private static void requireResult(String fileId, byte[] value) {
        Published published = Json.read(value, Published.class);
        if (!fileId.equals(published.fileId())) {
            throw new SerializationException("expected the file_id " + published.fileId() + " as key, found " + fileId);
        }
        if (published.provisional()) {
            throw new SerializationException("expected the result of a file that has ended, found a provisional one");
        }
    }

    /** The fields that distinguish a result from other JSON. */
    private record Published(@Nullable String fileId, boolean provisional) {}

    /**
     * The file has ended already: another record will be read back, or its result is republished when the task
     * restarts.
     */
    @Override
    Optional<Record<byte[], MergeOutput>> fail(Record<byte[], byte[]> record, Fault why) {
        return Optional.empty();
    }

    @Override
    void write() {
        changed().write();
    }

    @Override
    void discard() {
        changed().discard();
    }

    private FileStore changed() {
        return Objects.requireNonNull(files, "not initialized");
    }
}
