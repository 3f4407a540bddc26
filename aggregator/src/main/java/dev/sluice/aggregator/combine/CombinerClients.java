package dev.sluice.aggregator.combine;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.quarantine.SkippingConsumer;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.MicrometerConsumerListener;

/**
 * Creates the Kafka clients of combiners. Operators can't change these settings: counting each row exactly once depends
 * on most of them.
 */
public final class CombinerClients {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private final Map<String, Object> operatorsConsumer;
    private final Map<String, Object> operatorsProducer;
    private final Topics topics;
    private final String instance;
    private final MeterRegistry registry;
    private final Quarantine quarantine;

    /**
     * Creates clients for one instance of the aggregator.
     *
     * @param operatorsConsumer connection and other settings of the operator for consumers
     * @param operatorsProducer likewise for producers
     * @param instance the name of the instance, stable over restarts
     * @param quarantine receives the records that its consumers can't read
     */
    public CombinerClients(
            Map<String, Object> operatorsConsumer,
            Map<String, Object> operatorsProducer,
            Topics topics,
            String instance,
            MeterRegistry registry,
            Quarantine quarantine) {
        this.operatorsConsumer = operatorsConsumer;
        this.operatorsProducer = operatorsProducer;
        this.topics = topics;
        this.instance = instance;
        this.registry = registry;
        this.quarantine = quarantine;
    }

    /** The consumer group that shares the partitions of {@code valid-rows}. */
    private String group() {
        return Stage.COMBINE.group(topics);
    }

    /** Its metrics, lag included, are in the registry until it is closed. */
    public Consumer<byte[], byte[]> consumer(int thread) {
        return new MeasuredConsumer(
                consumerConfig(thread), quarantine, name(thread), new MicrometerConsumerListener<>(registry));
    }

    /**
     * Has the same transactional id as the thread's producer before a restart, so that its open transaction is aborted
     * at once.
     */
    public Producer<byte[], byte[]> producer(int thread) {
        return new KafkaProducer<>(producerConfig(thread));
    }

    /**
     * Creates a consumer without a group, read_committed, that resets to the earliest offset.
     *
     * @param purpose a part of its client id
     */
    public Consumer<byte[], byte[]> reader(String purpose) {
        Map<String, Object> config = new HashMap<>(operatorsConsumer);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, group() + "-" + instance + "-" + purpose);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Map<String, Object> consumerConfig(int thread) {
        Map<String, Object> config = new HashMap<>(operatorsConsumer);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, name(thread));
        // A thread that restarts soon gets its partitions back without waiting for its old session to time out.
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name(thread));
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 * MIB);
        return config;
    }

    public Map<String, Object> producerConfig(int thread) {
        Map<String, Object> config = new HashMap<>(operatorsProducer);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, name(thread));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name(thread));
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Each commit flushes the batches, so their size adds no latency.
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * KIB);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * Topics.MAX_RECORD_BYTES);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return config;
    }

    private String name(int thread) {
        return group() + "-" + instance + "-" + thread;
    }

    private static final class MeasuredConsumer extends SkippingConsumer {
        private final String name;
        private final MicrometerConsumerListener<byte[], byte[]> metrics;

        MeasuredConsumer(
                Map<String, Object> config,
                Quarantine quarantine,
                String name,
                MicrometerConsumerListener<byte[], byte[]> metrics) {
            super(config, quarantine);
            this.name = name;
            this.metrics = metrics;
            metrics.consumerAdded(name, this);
        }

        @Override
        public void close(CloseOptions options) {
            try {
                super.close(options);
            } finally {
                metrics.consumerRemoved(name, this);
            }
        }
    }
}
