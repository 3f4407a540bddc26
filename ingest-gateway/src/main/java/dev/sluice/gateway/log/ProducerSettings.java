package dev.sluice.gateway.log;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the gateway's producer that operators can't change. */
public final class ProducerSettings {
    /** Until a partition whose leader died or was cut off has another one: some 10 s, on a busy machine 30. */
    private static final Duration DELIVERY = Duration.ofSeconds(60);
    /** A broker that is cut off leaves requests without an answer; after this time they go to the new leader. */
    private static final Duration REQUEST = Duration.ofSeconds(10);

    private ProducerSettings() {}

    /**
     * All settings of the producer.
     *
     * @param operators connection and other settings of the operator
     * @param uploadDeadline the deadline of uploads
     */
    public static Map<String, Object> of(Map<String, Object> operators, Duration uploadDeadline) {
        // An upload is closed only in the first half of its deadline, so a delivery within the second half is in time.
        Duration half = uploadDeadline.dividedBy(2);
        Duration delivery = DELIVERY.compareTo(half) < 0 ? DELIVERY : half;
        Map<String, Object> all = new HashMap<>(operators);
        all.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "sluice-gateway");
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        all.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery.toMillis());
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(REQUEST.toMillis(), delivery.toMillis() / 3));
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) delivery.toMillis() / 3);
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Large chunks are batches by themselves. Lingering is for many small files at once; each event waits this
        // long.
        all.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * Topics.MAX_RECORD_BYTES);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return all;
    }
}
