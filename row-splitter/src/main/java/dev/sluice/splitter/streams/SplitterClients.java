package dev.sluice.splitter.streams;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.quarantine.SkippingConsumer;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates the clients of the Kafka Streams application: Kafka's own, but with a producer that doesn't call back for
 * valid rows. Kafka Streams records offset and size of each sent record, and keeps the record until then: with one
 * record per row that was a fifth of the splitter's CPU time. Neither is used, and no failure is missed: a transaction
 * with a failed send fails at the commit.
 */
public final class SplitterClients implements KafkaClientSupplier {
    private final String validRows;
    private final Quarantine quarantine;

    /**
     * @param validRows the topic without callbacks
     * @param quarantine receives the outcome of each send while a record is suspected
     */
    public SplitterClients(String validRows, Quarantine quarantine) {
        this.validRows = validRows;
        this.quarantine = quarantine;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new RowProducer(config, validRows, quarantine);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new SkippingConsumer(config, quarantine);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static final class RowProducer extends KafkaProducer<byte[], byte[]> {
        private final String validRows;
        private final Quarantine quarantine;

        RowProducer(Map<String, Object> config, String validRows, Quarantine quarantine) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.validRows = validRows;
            this.quarantine = quarantine;
        }

        private boolean isSilent(ProducerRecord<byte[], byte[]> record) {
            return record.topic().equals(validRows) && !quarantine.hasSuspects();
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            return super.send(record, isSilent(record) ? null : callback);
        }
    }
}
