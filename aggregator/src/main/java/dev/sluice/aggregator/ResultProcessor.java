package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.Tracing;
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
 * Reads results back, which makes them public, and records without one, which makes deletions certain. Goes on with what is
 * done little by little: entering large files in the series over files, and taking out what is left of deleted ones.
 */
final class ResultProcessor extends ContextualProcessor<byte[], byte[], Void, Void> {
    /** Some 20,000 series a second and partition, if there is that much to enter. */
    private static final Duration BATCH_INTERVAL = Duration.ofMillis(25);

    private final AggregatorMetrics metrics;
    private final Tracing tracing;
    private @Nullable CommittedResults results;

    ResultProcessor(AggregatorMetrics metrics, Tracing tracing) {
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(MergeProcessor.STORE);
        FileStore files = FileStore.of(store);
        OverFilesWriter overFiles = new OverFilesWriter(files, OverFilesWriter.BATCH);
        FileRemover remover = new FileRemover(files, overFiles, FileRemover.BATCH);
        results = new CommittedResults(files, overFiles, remover, metrics, tracing);
        context.schedule(BATCH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> {
            overFiles.enterMore();
            remover.removeMore();
            // The broker's time, as everywhere: this machine's clock may be wrong.
            remover.forget(context.currentStreamTimeMs());
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String fileId = new String(record.key(), UTF_8);
        CommittedResults committed = Objects.requireNonNull(results, "not initialized");
        if (record.value() == null) {
            committed.deleted(fileId);
        } else {
            committed.committed(fileId);
        }
    }
}
