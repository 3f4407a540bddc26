package dev.sluice.aggregator.store;

import dev.sluice.aggregator.combine.CombinerOffsets;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.merge.CommittedResults;
import dev.sluice.aggregator.merge.DatasetSeriesWriter;
import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.FilePurger;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.settings.FileLimits;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Creates Kafka's in-memory stores without a topology, and the objects that use them. */
public final class TestStores {
    static final int REJECTS_PER_FILE = 1_000;

    private TestStores() {}

    public static KeyValueStore<Bytes, byte[]> bytes() {
        return Stores.inMemoryKeyValueStore("files").get();
    }

    /** Returns a store that reports the size of each key and value that is written, as its changelog has them. */
    @SuppressWarnings("unchecked")
    public static KeyValueStore<Bytes, byte[]> counting(IntConsumer sizes) {
        KeyValueStore<Bytes, byte[]> store = bytes();
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                TestStores.class.getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("putAll")) {
                        ((List<KeyValue<Bytes, byte[]>>) arguments[0])
                                .forEach(entry -> sizes.accept(
                                        entry.key.get().length + (entry.value == null ? 0 : entry.value.length)));
                    }
                    return method.invoke(store, arguments);
                });
    }

    public static FileStore files() {
        return FileStore.of(bytes());
    }

    public static FileMerge merge(FileStore store, AggregatorMetrics metrics) {
        return merge(store, limits(REJECTS_PER_FILE), metrics);
    }

    public static FileMerge merge(FileStore store, FileLimits limits, AggregatorMetrics metrics) {
        return new FileMerge(store, purger(store, FilePurger.BATCH), limits, metrics);
    }

    public static FileLimits limits(int rejects) {
        return limits(rejects, 1_000_000);
    }

    public static FileLimits limits(int rejects, int series) {
        return limits(rejects, series, 1_000);
    }

    public static FileLimits limits(int rejects, int series, int detailedSeries) {
        return limits(rejects, series, detailedSeries, 1_000_000);
    }

    public static FileLimits limits(int rejects, int series, int detailedSeries, int windows) {
        return new FileLimits(rejects, series, detailedSeries, windows, Duration.ofDays(30), Duration.ofDays(8));
    }

    public static FilePurger purger(FileStore store, int batch) {
        return new FilePurger(store, new DatasetSeriesWriter(store, batch), batch);
    }

    public static CommittedResults results(FileStore store, AggregatorMetrics metrics) {
        return results(store, DatasetSeriesWriter.BATCH, metrics);
    }

    public static CommittedResults results(FileStore store, int batch, AggregatorMetrics metrics) {
        return new CommittedResults(
                store, new DatasetSeriesWriter(store, batch), purger(store, batch), metrics, Tracing.OFF);
    }

    /** Returns the keys of all entries. */
    public static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /** Returns settings with one partition per topic, as a TopologyTestDriver has only one. */
    public static AggregatorProperties properties(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("topics.partitions", "1");
        return AggregatorProperties.read(new Settings(all));
    }

    /** Returns a quarantine that keeps its attempts in memory. */
    public static Quarantine quarantine() {
        return new Quarantine("a-stage", AttemptNotes.inMemory(), Duration.ofHours(1));
    }

    public static MergeWatch mergeWatch(Quarantine quarantine) {
        return new MergeWatch(quarantine);
    }

    /** Returns the combiner offsets before any row is combined. */
    public static CombinerOffsets nothingCombined(AggregatorProperties properties) {
        return new CombinerOffsets(
                properties.topics().combined(),
                partition -> 0,
                () -> {
                    throw new IllegalStateException("there is nothing to read");
                },
                () -> 0,
                CountingMetrics.unread());
    }

    /** Returns the entry of a series with these numbers, without percentiles. */
    public static StoredSeries value(double... numbers) {
        SeriesStatistics statistics = new SeriesStatistics();
        for (double number : numbers) {
            statistics.add(number);
        }
        return StoredSeries.of(new SeriesValue(statistics, null, null));
    }
}
