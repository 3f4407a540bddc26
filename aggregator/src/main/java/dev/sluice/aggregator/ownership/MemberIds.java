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
 * What the group's coordinator calls the stream threads of this process. A thread's client id tells it from other instances,
 * but not from a process that took this one's place and came by the same ids: the coordinator makes up a new member id for
 * each consumer that joins, and never gives it to another.
 */
public final class MemberIds implements KafkaClientSupplier {
    private final Quarantine quarantine;
    private final Map<String, String> byClientId = new ConcurrentHashMap<>();

    /** @param quarantine of merge, is told of records that its consumers can't hand over */
    public MemberIds(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** The member id of the thread whose consumer has that client id; empty before it has joined. */
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

    /** A consumer that tells which member it is, each time it has polled: only its own thread may ask it. */
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
