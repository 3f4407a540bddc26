package dev.sluice.aggregator;

import dev.sluice.schemas.Settings;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Kafka's own in-memory store, without a topology around it. */
final class TestStores {
    private TestStores() {}

    static KeyValueStore<Bytes, byte[]> bytes() {
        return Stores.inMemoryKeyValueStore("files").get();
    }

    static FileStore files() {
        return FileStore.of(bytes());
    }

    static AggregatorProperties properties(Map<String, String> settings) {
        return AggregatorProperties.read(new Settings(settings));
    }
}
