package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.ReadPositions;
import dev.sluice.schemas.Tracing;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The second level of the aggregation, per file: one of these for each topic that says something of a file. All share
 * the store of their partition.
 */
final class MergeProcessor<V> extends ReadingProcessor<V> {
    static final String STORE = "files";

    private final Step<V> step;
    private final Positions positions;
    private final int partitions;
    private final FileLimits limits;
    private final AggregatorMetrics metrics;
    private @Nullable FileMerge merge;

    /**
     * Where it is kept how far the topic is merged. A store apart has one small record for each commit; in the files' own store
     * there is one for each record of the topic, and a copy of the store can tell by it what it has.
     */
    enum Positions {
        APART,
        WITH_FILES
    }

    /**
     * @param partitions of all topics keyed by file
     * @param limits of what is kept of a file
     */
    MergeProcessor(
            Deserializer<V> deserializer,
            Step<V> step,
            Positions positions,
            int partitions,
            FileLimits limits,
            AggregatorMetrics metrics) {
        super(deserializer, metrics);
        this.step = step;
        this.positions = positions;
        this.partitions = partitions;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** What a record of one topic does to its file. */
    interface Step<V> {
        /**
         * Merges one value.
         *
         * @param fileId the record's key
         * @param atMs the record's time
         * @return what to publish, if this ends the file or deletes it
         */
        Optional<Output> apply(FileMerge merge, String fileId, V value, long atMs);
    }

    @Override
    ReadPositions positions(ProcessorContext<byte[], Output> context) {
        return positions == Positions.APART
                ? super.positions(context)
                : files(context).positions();
    }

    private static FileStore files(ProcessorContext<byte[], Output> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        return FileStore.of(store);
    }

    @Override
    public void init(ProcessorContext<byte[], Output> context) {
        super.init(context);
        FileStore files = files(context);
        OverFilesWriter overFiles = new OverFilesWriter(files, OverFilesWriter.BATCH);
        FileRemover remover = new FileRemover(files, overFiles, FileRemover.BATCH);
        merge = new FileMerge(files, remover, limits, metrics);
    }

    @Override
    void process(Record<byte[], byte[]> record, V value) {
        if (record.key() == null) {
            throw new SerializationException("expected the file_id as key, found none");
        }
        String fileId = new String(record.key(), UTF_8);
        refuseElsewhere(fileId);
        FileMerge into = Objects.requireNonNull(merge, "not initialized");
        Optional<Output> output = step.apply(into, fileId, value, record.timestamp());
        String carried = Tracing.carriedBy(record.headers());
        if (carried == null && output.isEmpty()) {
            return;
        }
        String traceparent = into.trace(fileId, carried);
        output.ifPresent(result -> context()
                .forward(new Record<>(record.key(), result, record.timestamp(), Tracing.carrying(traceparent))));
    }

    /** A direct producer's partitioner may be another than Kafka's own; here nobody would look for the file. */
    private void refuseElsewhere(String fileId) {
        int found = context().taskId().partition();
        int expected = FileIds.partition(fileId, partitions);
        if (found != expected) {
            throw new SerializationException("expected records of " + fileId + " in partition " + expected
                    + ", where Kafka's own partitioner (murmur2) puts that key, found one in partition " + found);
        }
    }
}
