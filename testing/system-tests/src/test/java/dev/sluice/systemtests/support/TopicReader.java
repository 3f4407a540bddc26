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
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as any read_committed consumer would see it. */
public final class TopicReader {
    private TopicReader() {}

    /**
     * Every committed record from the beginning to where the topic ends now. Waits for transactions that are open: the
     * marker of one that has committed may still be on its way to a partition whose broker has failed.
     */
    public static void read(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> client = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = endsWithOpenTransactions(client, partitions);
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

    private static Map<TopicPartition, Long> endsWithOpenTransactions(
            Map<String, Object> client, List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(client, IsolationLevel.READ_UNCOMMITTED)) {
            return consumer.endOffsets(partitions);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
        return consumer(client, IsolationLevel.READ_COMMITTED);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client, IsolationLevel isolation) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
