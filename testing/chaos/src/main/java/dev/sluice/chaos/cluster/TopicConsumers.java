package dev.sluice.chaos.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes consumers of whole topics, from their beginnings, without a group. What was there once and is gone is an error. */
public final class TopicConsumers {
    private TopicConsumers() {}

    public static KafkaConsumer<byte[], byte[]> committed(String bootstrapServers, List<TopicPartition> partitions) {
        return of(bootstrapServers, partitions, "read_committed");
    }

    public static KafkaConsumer<byte[], byte[]> of(
            String bootstrapServers, List<TopicPartition> partitions, String isolationLevel) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolationLevel);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        // Not the beginning as the cluster tells it: after a loss that might be another one.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        return consumer;
    }
}
