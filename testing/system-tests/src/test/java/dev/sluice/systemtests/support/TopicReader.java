package dev.sluice.systemtests.support;

import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.schemas.message.FileIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as any read_committed consumer would see it. */
public final class TopicReader {
    private TopicReader() {}

    /** Every committed record from the beginning to where the topic ends now. */
    public static void read(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                consumer(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    /** The offset that the next record of a partition will have. */
    public static long end(String bootstrapServers, String topic, int partition) {
        return end(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), topic, partition);
    }

    /** The id of the file that the next record of {@code raw-chunks} in a partition is, if it has no key. */
    public static String nextFileId(String bootstrapServers, int partition) {
        String topic = "sluice.raw-chunks";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return FileIds.ofRecord(
                    topic, TopicIds.of(admin).of(topic), partition, end(bootstrapServers, topic, partition));
        }
    }

    /** The same of a broker that takes more than an address to talk to. */
    public static long end(Map<String, Object> client, String topic, int partition) {
        TopicPartition asked = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
            return consumer.endOffsets(List.of(asked)).get(asked);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
