package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.settings.FileLimits;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.row.Fault;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The second level of the aggregation: merges the records of one topic that is keyed by file. The processors of a task
 * share the store of its partition. Each record is merged once, whatever offset the brokers make the task start at.
 */
public final class MergeProcessor<V> extends GuardedProcessor {
    public static final String STORE = "files";

    private final Deserializer<V> deserializer;
    private final Step<V> step;
    private final Positions positions;
    private final int partitions;
    private final FileLimits limits;
    private final AggregatorMetrics metrics;
    private @Nullable FileMerge merge;
    private @Nullable ConsumedOffsets read;

    /**
     * Where the consumed offset of the topic is kept. A separate store has one small record per commit; in the files'
     * own store there is one per record of the topic, which tells a standby how complete it is.
     */
    enum Positions {
        APART,
        WITH_FILES
    }

    /**
     * @param partitions the number of partitions of each topic keyed by file
     * @param limits how much is kept of a file
     */
    MergeProcessor(
            Deserializer<V> deserializer,
            Step<V> step,
            Positions positions,
            int partitions,
            FileLimits limits,
            AggregatorMetrics metrics,
            MergeWatch watch) {
        super(metrics, watch);
        this.deserializer = deserializer;
        this.step = step;
        this.positions = positions;
        this.partitions = partitions;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** The effect of a record on its file. */
    interface Step<V> {
        /**
         * Merges one value.
         *
         * @param fileId the record's key
         * @param atMs the record's timestamp
         * @return the output to forward, if the value ends or deletes the file
         */
        Optional<MergeOutput> apply(FileMerge merge, String fileId, V value, long atMs);
    }

    @Override
    public void init(ProcessorContext<byte[], MergeOutput> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        FileStore files = FileStore.buffered(store);
        DatasetSeriesWriter datasetSeries = new DatasetSeriesWriter(files, DatasetSeriesWriter.BATCH);
        FilePurger purger = new FilePurger(files, datasetSeries, FilePurger.BATCH);
        merge = new FileMerge(files, purger, limits, metrics);
        read = positions == Positions.APART
                ? apart(context)
                : FileStore.of(store).positions();
    }

    private static ConsumedOffsets apart(ProcessorContext<byte[], MergeOutput> context) {
        KeyValueStore<String, byte[]> store = context.getStateStore(ConsumedOffsets.STORE);
        return new ConsumedOffsets(store::get, store::put);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = metadata();
        ConsumedOffsets known = Objects.requireNonNull(read, "not initialized");
        if (known.cover(at.topic(), at.partition(), at.offset(), record.timestamp())) {
            metrics.repeatedDropped(1);
            return;
        }
        guard(record);
        // Written last: a query that sees the offset sees the record's changes too.
        known.read(at.topic(), at.offset(), record.timestamp());
    }

    @Override
    Optional<Record<byte[], MergeOutput>> take(Record<byte[], byte[]> record) {
        V value = deserializer.deserialize(metadata().topic(), record.value());
        if (value == null) {
            throw new SerializationException("expected a value, found none");
        }
        String fileId = FileKey.of(record);
        refuseElsewhere(fileId);
        FileMerge into = into();
        Optional<MergeOutput> output = step.apply(into, fileId, value, record.timestamp());
        String sender = Tracing.extract(record.headers());
        Optional<Record<byte[], MergeOutput>> outputs = Optional.empty();
        if (sender != null || output.isPresent()) {
            String traceparent = into.trace(fileId, sender);
            outputs = output.map(
                    result -> new Record<>(record.key(), result, record.timestamp(), Tracing.headers(traceparent)));
        }
        into.requireWritable();
        return outputs;
    }

    @Override
    Optional<Record<byte[], MergeOutput>> fail(Record<byte[], byte[]> record, Fault why) {
        String fileId = FileKey.of(record);
        refuseElsewhere(fileId);
        Optional<Record<byte[], MergeOutput>> output = into().quarantined(fileId, why, record.timestamp())
                .map(result -> new Record<>(record.key(), MergeOutput.of(result), record.timestamp()));
        into().requireWritable();
        return output;
    }

    @Override
    void write() {
        into().write();
    }

    @Override
    void discard() {
        into().discard();
    }

    private FileMerge into() {
        return Objects.requireNonNull(merge, "not initialized");
    }

    /**
     * A direct producer may use another partitioner than Kafka's default; queries don't look for the file in that
     * partition.
     */
    private void refuseElsewhere(String fileId) {
        int found = context().taskId().partition();
        int expected = FileIds.partition(fileId, partitions);
        if (found != expected) {
            throw new SerializationException("expected records of " + fileId + " in partition " + expected
                    + ", where Kafka's own partitioner (murmur2) puts that key, found one in partition " + found);
        }
    }
}
