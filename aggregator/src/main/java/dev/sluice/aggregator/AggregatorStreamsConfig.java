package dev.sluice.aggregator;

import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStoreTuning;
import dev.sluice.runtime.streams.StoreMemory;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.schemas.topic.Stage;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the Kafka Streams application. */
public final class AggregatorStreamsConfig {
    private AggregatorStreamsConfig() {}

    /**
     * All settings of the Kafka Streams application.
     *
     * @param self the advertised address of this instance
     * @param given the operator's settings: brokers, security, tuning
     * @throws IllegalArgumentException naming all settings that the operator changed although the aggregator fixes them
     */
    public static Map<String, Object> of(
            AdvertisedUrl self, Map<String, Object> given, AggregatorProperties properties) {
        Map<String, Object> owned = new HashMap<>(StreamsSettings.owned(
                properties.topics(),
                Stage.MERGE.group(properties.topics()),
                properties.threads(),
                properties.stateDir()));
        owned.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, properties.standbys());
        owned.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.applicationServer());
        return StreamsSettings.merge(
                "aggregator",
                given,
                owned,
                Map.of(
                        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                        FileStoreTuning.class,
                        StoreMemory.CONFIG,
                        new StoreMemory(properties.storeMemory()),
                        // Each updated series is a record of the changelog: with Kafka's 16 KiB a file of many series
                        // costs a request for every hundred of them.
                        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                        128 * 1024));
    }
}
