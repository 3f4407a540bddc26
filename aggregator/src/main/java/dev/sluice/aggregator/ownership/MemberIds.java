package dev.sluice.aggregator.ownership;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.quarantine.SkippingConsumer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Tracks the member ids of this process's stream threads. A client id distinguishes a thread from other instances, but
 * not from a process that replaced this one and has the same client ids: the coordinator generates a new member id for
 * each consumer that joins, and never reuses it.
 */
public final class MemberIds implements KafkaClientSupplier {
    private final Quarantine quarantine;
    private final Map<String, String> byClientId = new ConcurrentHashMap<>();

    /** @param quarantine of merge; receives the records that its consumers can't read */
    public MemberIds(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** The member id of the consumer with a client id; empty before it has joined. */
    String of(String clientId) {
        return byClientId.getOrDefault(clientId, "");
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        String clientId = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
        return new Member(clientId, config);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer that publishes its member id after each poll, as only its own thread may ask it. */
    private final class Member extends SkippingConsumer {
        private final String clientId;

        Member(String clientId, Map<String, Object> config) {
            super(config, quarantine);
            this.clientId = clientId;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            byClientId.put(clientId, groupMetadata().memberId());
            return records;
        }
    }
}
