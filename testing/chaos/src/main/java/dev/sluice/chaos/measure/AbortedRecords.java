package dev.sluice.chaos.measure;

import dev.sluice.chaos.cluster.TopicConsumers;
import dev.sluice.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Counts the records of aborted transactions in a topic, which only a read_uncommitted consumer sees. */
public final class AbortedRecords {
    public static final String ABORTED = "records of aborted transactions in ";

    private AbortedRecords() {}

    public static long count(String bootstrapServers, Topic<?, ?> topic) {
        List<TopicPartition> all = topic.topicPartitions();
        return records(bootstrapServers, all, "read_uncommitted") - records(bootstrapServers, all, "read_committed");
    }

    private static long records(String bootstrapServers, List<TopicPartition> partitions, String isolationLevel) {
        try (KafkaConsumer<byte[], byte[]> consumer = TopicConsumers.of(bootstrapServers, partitions, isolationLevel)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long count = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                count += consumer.poll(Duration.ofMillis(200)).count();
            }
            return count;
        }
    }
}
