package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads results back, which makes them public, and goes on entering large files in the series over files. Nobody else
 * writes that topic, so a record without a result is one that was taken out again: there is nothing to do then.
 */
final class ResultProcessor extends ContextualProcessor<byte[], byte[], Void, Void> {
    /** Some 20,000 series a second and partition, if there is that much to enter. */
    private static final Duration BATCH_INTERVAL = Duration.ofMillis(25);

    private final AggregatorMetrics metrics;
    private @Nullable CommittedResults results;

    ResultProcessor(AggregatorMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(MergeProcessor.STORE);
        FileStore files = FileStore.of(store);
        OverFilesWriter overFiles = new OverFilesWriter(files, OverFilesWriter.BATCH);
        results = new CommittedResults(files, overFiles, metrics);
        context.schedule(BATCH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> overFiles.enterMore());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() != null && record.value() != null) {
            Objects.requireNonNull(results, "not initialized").committed(new String(record.key(), UTF_8));
        }
    }
}
