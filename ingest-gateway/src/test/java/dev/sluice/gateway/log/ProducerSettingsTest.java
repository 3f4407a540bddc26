package dev.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
    private static final Map<String, Object> OPERATORS =
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1", ProducerConfig.ACKS_CONFIG, "0");

    @Test
    void shouldNotLetAnOperatorDisableDurability() {
        assertThat(ProducerSettings.of(OPERATORS, Duration.ofMinutes(10)))
                .containsEntry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1")
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000)
                .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    }

    @Test
    void shouldLimitTheDeliveryTimeoutToHalfTheDeadline() {
        assertThat(ProducerSettings.of(OPERATORS, Duration.ofSeconds(10)))
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
    }

    @Test
    void shouldHaveRoomForTheLargestRecord() {
        assertThat((int) ProducerSettings.of(OPERATORS, Duration.ofMinutes(10))
                        .get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG))
                .isGreaterThan(Topics.MAX_RECORD_BYTES);
    }

    @Test
    void shouldBeValidProducerSettings() {
        Map<String, Object> shortest = ProducerSettings.of(OPERATORS, Duration.ofSeconds(10));

        try (var producer = new KafkaProducer<byte[], byte[]>(shortest)) {
            assertThat(producer.metrics()).isNotEmpty();
        }
    }
}
