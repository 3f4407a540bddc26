package dev.sluice.chaos.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.cluster.TopicConsumers;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The dead letters of the services. The rig sends nothing unreadable, so no fault may make a record appear unreadable.
 */
final class DeadLetters {
    private DeadLetters() {}

    /** Descriptions of all dead letters. */
    static List<String> in(String bootstrapServers, Topic<?, ?> topic) {
        List<TopicPartition> all = topic.topicPartitions();
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicConsumers.committed(bootstrapServers, all)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    found.add(describe(record.headers()));
                }
            }
        }
        return found;
    }

    static String describe(Headers headers) {
        return String.format(
                Locale.ROOT,
                "%s partition %s offset %s, %s by %s: %s",
                text(headers, DeadLetter.TOPIC),
                text(headers, DeadLetter.PARTITION),
                text(headers, DeadLetter.OFFSET),
                headers.lastHeader(DeadLetter.QUARANTINED) == null ? "given up" : "quarantined",
                text(headers, DeadLetter.SERVICE),
                text(headers, DeadLetter.REASON));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "?" : new String(header.value(), UTF_8);
    }
}
