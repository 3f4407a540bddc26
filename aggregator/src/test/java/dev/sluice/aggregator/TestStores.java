package dev.sluice.aggregator;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.Tracing;
import dev.sluice.schemas.quarantine.AttemptNotes;
import dev.sluice.schemas.quarantine.Quarantine;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Kafka's own in-memory store, without a topology around it. */
final class TestStores {
    static final int REJECTS_PER_FILE = 1_000;

    private TestStores() {}

    static KeyValueStore<Bytes, byte[]> bytes() {
        return Stores.inMemoryKeyValueStore("files").get();
    }

    static FileStore files() {
        return FileStore.of(bytes());
    }

    static FileMerge merge(FileStore store, AggregatorMetrics metrics) {
        return merge(store, limits(REJECTS_PER_FILE), metrics);
    }

    static FileMerge merge(FileStore store, FileLimits limits, AggregatorMetrics metrics) {
        return new FileMerge(store, remover(store, FileRemover.BATCH), limits, metrics);
    }

    static FileLimits limits(int rejects) {
        return limits(rejects, 1_000_000);
    }

    static FileLimits limits(int rejects, int series) {
        return new FileLimits(rejects, series, Duration.ofDays(30), Duration.ofDays(8));
    }

    static FileRemover remover(FileStore store, int batch) {
        return new FileRemover(store, new OverFilesWriter(store, batch), batch);
    }

    static CommittedResults results(FileStore store, AggregatorMetrics metrics) {
        return results(store, OverFilesWriter.BATCH, metrics);
    }

    static CommittedResults results(FileStore store, int batch, AggregatorMetrics metrics) {
        return new CommittedResults(
                store, new OverFilesWriter(store, batch), remover(store, batch), metrics, Tracing.OFF);
    }

    /** The keys of all entries there are. */
    static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /** With one partition, as a TopologyTestDriver has no more. */
    static AggregatorProperties properties(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("topics.partitions", "1");
        return AggregatorProperties.read(new Settings(all));
    }

    /** Remembers attempts as long as itself. */
    static Quarantine quarantine() {
        return new Quarantine("a-stage", AttemptNotes.inMemory(), Duration.ofHours(1));
    }

    static MergeWatch mergeWatch(Quarantine quarantine) {
        return new MergeWatch(quarantine);
    }

    /** As it is before any row was combined. */
    static CombinedTopic nothingCombined(AggregatorProperties properties) {
        return new CombinedTopic(
                properties.topics().combined(),
                partition -> 0,
                () -> {
                    throw new IllegalStateException("there is nothing to read");
                },
                () -> 0,
                new CountingMetrics());
    }

    /** What is held of a series of these numbers. */
    static SeriesValue value(double... numbers) {
        SeriesStatistics statistics = new SeriesStatistics();
        for (double number : numbers) {
            statistics.add(number);
        }
        return new SeriesValue(statistics, null);
    }
}
