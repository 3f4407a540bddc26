package dev.sluice.schemas.topic;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with the types of its keys and values.
 *
 * @param name with the prefix
 * @param partitions the required number
 * @param config the settings with which it is created
 */
public record Topic<K, V>(
        String name, int partitions, Map<String, String> config, Serde<K> keySerde, Serde<V> valueSerde) {
    public Topic {
        config = Map.copyOf(config);
    }

    /** All its partitions, in order. */
    public List<TopicPartition> topicPartitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
    }
}
