package dev.sluice.runtime.quarantine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that skips a record that it can't read, where Kafka's own would throw forever. Skipped records are in
 * {@link Quarantine#unreadable}, for the stage to write dead letters.
 */
public class SkippingConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(SkippingConsumer.class);

    private final Quarantine quarantine;

    /**
     * @param config of Kafka's consumer, without deserializers
     * @param quarantine of the stage that reads
     */
    public SkippingConsumer(Map<String, Object> config, Quarantine quarantine) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.quarantine = quarantine;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return quarantine.together(() -> super.poll(ProcessGate.atMost(timeout)));
        } catch (KafkaException e) {
            Optional<TopicPartition> partition = UnreadableRecords.partition(e, assignment());
            if (partition.isEmpty()) {
                throw e;
            }
            skip(partition.get(), e);
            return ConsumerRecords.empty();
        }
    }

    private void skip(TopicPartition partition, KafkaException failure) {
        long position = position(partition);
        if (quarantine.unreadable().isToBeSkipped(partition, position, failure)) {
            LOG.error("The record of {} at offset {} is skipped: it can't be read", partition, position, failure);
            seek(partition, position + 1);
        }
    }
}
