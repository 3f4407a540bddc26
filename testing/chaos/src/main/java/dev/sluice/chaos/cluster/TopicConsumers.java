package dev.sluice.chaos.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates consumers of whole topics, from the beginning, without a group. Missing records are an error. */
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
        // Not the log start offset of the cluster, which may change after a loss.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        return consumer;
    }
}
