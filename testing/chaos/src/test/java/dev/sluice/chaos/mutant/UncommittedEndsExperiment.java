package dev.sluice.chaos.mutant;

import dev.sluice.aggregator.broker.DeletionLog;
import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.merge.CommittedResults;
import dev.sluice.aggregator.merge.DatasetSeriesWriter;
import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.FilePurger;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.query.EventOffsets;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.settings.FileLimits;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.row.ValidRow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A file whose end is entered in a transaction that is aborted, and entered again in one that is committed. */
public final class UncommittedEndsExperiment {
    private final AggregatorProperties properties =
            AggregatorProperties.read(new Settings(Map.of("topics.partitions", "1")));
    private final AggregatorMetrics metrics = new AggregatorMetrics(new SimpleMeterRegistry());
    private final KeyValueStore<Bytes, byte[]> bytes =
            Stores.inMemoryKeyValueStore("files").get();
    private final FileStore store = FileStore.of(bytes);
    private final DatasetSeriesWriter datasetSeries = new DatasetSeriesWriter(store, DatasetSeriesWriter.BATCH);
    private final FilePurger purger = new FilePurger(store, datasetSeries, FilePurger.BATCH);
    private final String fileId;
    private final FileQueries queries;
    private final List<FileSummary> answers = new ArrayList<>();

    public UncommittedEndsExperiment(String fileId, boolean mutant) {
        this.fileId = fileId;
        FileStores stores = partition -> store;
        DeletionLog nowhere = (event, timeout) -> {
            throw new UnsupportedOperationException("no file is deleted here");
        };
        FileQueries real = new StoreQueries(stores, new NoEvents(), properties.datasets(), 1, nowhere, Duration.ZERO);
        queries = mutant ? UncommittedEnds.showing(real, stores, 1) : real;
    }

    /** The answers that a client received, in order. */
    public List<FileSummary> answers(
            FileEvent opened,
            FileEvent closed,
            List<ChunkSplit> splits,
            List<ValidRow> valid,
            List<InvalidRow> invalid) {
        FileMerge first = merge();
        first.fileEvent(opened, 0);
        splits.forEach(split -> first.chunkSplit(split, 0));
        PendingDeltas pending = new PendingDeltas();
        valid.forEach(pending::add);
        pending.drainTo(
                (id, batch) -> first.deltas(id, ((CombinerMessage.Deltas) CombinerMessage.read(batch)).deltas(), 0));
        invalid.forEach(row -> first.invalidRow(row, 0));
        Map<Bytes, byte[]> committed = content();
        first.fileEvent(closed, 0);
        ask();
        restore(committed);
        ask();
        merge().fileEvent(closed, 0);
        new CommittedResults(store, datasetSeries, purger, metrics, Tracing.OFF).committed(fileId);
        ask();
        return answers;
    }

    private FileMerge merge() {
        return new FileMerge(store, purger, FileLimits.of(properties), metrics);
    }

    private void ask() {
        if (queries.file(fileId) instanceof Answer.Found<FileSummary> found) {
            answers.add(found.value());
        }
    }

    private Map<Bytes, byte[]> content() {
        Map<Bytes, byte[]> content = new LinkedHashMap<>();
        try (var all = bytes.all()) {
            all.forEachRemaining(entry -> content.put(entry.key, entry.value));
        }
        return content;
    }

    private void restore(Map<Bytes, byte[]> content) {
        content().keySet().forEach(bytes::delete);
        content.forEach(bytes::put);
    }

    private static final class NoEvents implements EventOffsets {
        @Override
        public Map<TopicPartition, Long> ends(int partition) {
            return Map.of();
        }

        @Override
        public boolean areMerged(Map<TopicPartition, Long> ends) {
            return true;
        }
    }
}
