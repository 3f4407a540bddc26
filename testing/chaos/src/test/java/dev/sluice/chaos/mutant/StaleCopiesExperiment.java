package dev.sluice.chaos.mutant;

import dev.sluice.aggregator.broker.DeletionEnds;
import dev.sluice.aggregator.broker.PartitionEnd;
import dev.sluice.aggregator.merge.CommittedResults;
import dev.sluice.aggregator.merge.DatasetSeriesWriter;
import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.FilePurger;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.query.StandbyQueries;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.settings.FileLimits;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.tabular.row.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A file that has ended is deleted, and then a copy of the store is asked for it that has not seen the deletion. */
public final class StaleCopiesExperiment {
    private static final String FILE = "f";

    private final AggregatorProperties properties =
            AggregatorProperties.read(new Settings(Map.of("topics.partitions", "1")));
    private final String topic = properties.topics().fileDeletions().name();
    private final StandbyQueries copy;
    private final KeyValueStore<Bytes, byte[]> copied =
            Stores.inMemoryKeyValueStore("copy").get();
    private PartitionEnd end = PartitionEnd.EMPTY;

    public StaleCopiesExperiment(boolean mutant) {
        DeletionEnds real = partitions -> Map.of(0, end);
        copy = new StandbyQueries(
                partition -> FileStore.readOnly(copied),
                mutant ? StaleCopies.NO_DELETIONS : real,
                topic,
                properties.datasets(),
                1);
    }

    /** What the copy told of the file: before its deletion, and behind it. */
    public List<List<FileSummary>> answers() {
        KeyValueStore<Bytes, byte[]> bytes =
                Stores.inMemoryKeyValueStore("files").get();
        FileStore store = FileStore.of(bytes);
        AggregatorMetrics metrics = new AggregatorMetrics(new SimpleMeterRegistry());
        DatasetSeriesWriter datasetSeries = new DatasetSeriesWriter(store, DatasetSeriesWriter.BATCH);
        FilePurger purger = new FilePurger(store, datasetSeries, FilePurger.BATCH);
        FileMerge merge = new FileMerge(store, purger, FileLimits.of(properties), metrics);
        var unused = merge.fileEvent(new FileAborted(FILE, new Fault("aborted", "the client went away")), 1);
        new CommittedResults(store, datasetSeries, purger, metrics, Tracing.OFF).committed(FILE);
        try (var all = bytes.all()) {
            all.forEachRemaining(entry -> copied.put(entry.key, entry.value));
        }
        List<List<FileSummary>> answers = new ArrayList<>();
        answers.add(ask());
        end = new PartitionEnd(1, 2);
        merge.deleted(new FileDeleted(FILE), 2);
        store.positions().read(topic, 0, 2);
        answers.add(ask());
        return answers;
    }

    private List<FileSummary> ask() {
        return copy.file(FILE) instanceof Answer.Found<FileSummary> found ? List.of(found.value()) : List.of();
    }
}
