package dev.sluice.aggregator.combine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class CombinerClientsTest {
    private static final Topics TOPICS = TestStores.properties(Map.of()).topics();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shouldFixIsolationLevelAndAutoCommitDespiteOperatorSettings() {
        CombinerClients clients = clients(Map.of("isolation.level", "read_uncommitted", "max.poll.records", "1"));

        assertThat(clients.consumerConfig(1))
                .containsEntry("bootstrap.servers", "127.0.0.1:1")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("group.id", "sluice.combiner")
                .containsEntry("group.instance.id", "sluice.combiner-here-1")
                .containsEntry("max.poll.records", 5_000);
    }

    @Test
    void shouldUseAStableTransactionalId() {
        CombinerClients clients = clients(Map.of("acks", "1"));

        assertThat(clients.producerConfig(0))
                .containsEntry("bootstrap.servers", "127.0.0.1:1")
                .containsEntry("transactional.id", "sluice.combiner-here-0")
                .containsEntry("acks", "all");
    }

    @Test
    void shouldExposeMetricsOfAConsumerUntilItIsClosed() {
        CombinerClients clients = clients(Map.of());
        try (Producer<byte[], byte[]> producer = clients.producer(0)) {
            assertThat(producer).isNotNull();
            Consumer<byte[], byte[]> consumer = clients.consumer(0);
            assertThat(registry.getMeters()).isNotEmpty();

            consumer.close(CloseOptions.timeout(Duration.ZERO));

            assertThat(registry.getMeters()).isEmpty();
        }
    }

    private CombinerClients clients(Map<String, Object> operators) {
        Map<String, Object> all = new HashMap<>(operators);
        all.put("bootstrap.servers", "127.0.0.1:1");
        return new CombinerClients(all, all, TOPICS, "here", registry, TestStores.quarantine());
    }
}
