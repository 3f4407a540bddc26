package dev.sluice.schemas;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with what is in it.
 *
 * @param name in full, with the prefix
 * @param partitions how many it must have
 * @param config settings it is created with
 */
public record Topic<K, V>(
        String name, int partitions, Map<String, String> config, Serde<K> keySerde, Serde<V> valueSerde) {
    public Topic {
        config = Map.copyOf(config);
    }
}
