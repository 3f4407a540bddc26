package dev.sluice.aggregator;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
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
        return new FileMerge(store, REJECTS_PER_FILE, metrics);
    }

    static CommittedResults results(FileStore store, AggregatorMetrics metrics) {
        return new CommittedResults(store, new OverFilesWriter(store, OverFilesWriter.BATCH), metrics);
    }

    /** With one partition, as a TopologyTestDriver has no more. */
    static AggregatorProperties properties(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("topics.partitions", "1");
        return AggregatorProperties.read(new Settings(all));
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
