package dev.sluice.aggregator;

import dev.sluice.schemas.StreamsDefaults;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the aggregator's Streams application. */
final class StreamsConfiguration {
    private static final long CACHE_BYTES = 32L * 1024 * 1024;

    private StreamsConfiguration() {}

    /** What the operator gave for Kafka, with what the code depends on laid over it. */
    static Properties of(Map<String, Object> given, AggregatorProperties properties) {
        Properties config = new Properties();
        config.putAll(given);
        config.putAll(
                StreamsDefaults.of(properties.topics(), "aggregator", properties.threads(), properties.stateDir()));
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        return config;
    }
}
