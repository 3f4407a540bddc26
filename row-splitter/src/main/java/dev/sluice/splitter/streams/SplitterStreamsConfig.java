package dev.sluice.splitter.streams;

import static org.apache.kafka.clients.consumer.ConsumerConfig.FETCH_MAX_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.StoreMemory;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.splitter.settings.SplitterProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of the Kafka Streams application. An operator can change those of {@link #tuning}, but not those of
 * {@link #owned}, on which correctness and memory limits depend.
 */
public final class SplitterStreamsConfig {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private SplitterStreamsConfig() {}

    /**
     * All settings of the Kafka Streams application.
     *
     * @param given the operator's settings: brokers, security, tuning
     * @param quarantine receives refused outputs
     * @throws IllegalArgumentException naming all settings that the operator changed although the splitter fixes them
     */
    public static Map<String, Object> of(
            Map<String, Object> given, SplitterProperties properties, Quarantine quarantine) {
        return StreamsSettings.merge("row-splitter", given, owned(properties, quarantine), tuning(properties));
    }

    private static Map<String, Object> owned(SplitterProperties properties, Quarantine quarantine) {
        Map<String, Object> owned = new HashMap<>(StreamsSettings.owned(
                properties.topics(),
                Stage.SPLIT.group(properties.topics()),
                properties.threads(),
                properties.stateDir()));
        // Chunks are large: the default of 1,000 buffered records would take 512 MiB per partition.
        owned.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 4);
        owned.put(consumerPrefix(MAX_POLL_RECORDS_CONFIG), 4);
        owned.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedOutputs.class.getName());
        owned.put(RefusedOutputs.QUARANTINE, quarantine);
        return owned;
    }

    private static Map<String, Object> tuning(SplitterProperties properties) {
        Map<String, Object> tuning = new HashMap<>();
        tuning.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SeenChunksTuning.class);
        tuning.put(StoreMemory.CONFIG, new StoreMemory(properties.storeMemory()));
        // A few chunks per fetch and thread. A larger record is still fetched, alone.
        tuning.put(consumerPrefix(FETCH_MAX_BYTES_CONFIG), 4 * MIB);
        tuning.put(consumerPrefix(MAX_PARTITION_FETCH_BYTES_CONFIG), Topics.MAX_RECORD_BYTES);
        // A chunk becomes thousands of rows, and each commit flushes them: large batches add no latency.
        tuning.put(producerPrefix(BATCH_SIZE_CONFIG), 256 * KIB);
        tuning.put(producerPrefix(LINGER_MS_CONFIG), 10);
        tuning.put(producerPrefix(BUFFER_MEMORY_CONFIG), 64L * MIB);
        return tuning;
    }
}
