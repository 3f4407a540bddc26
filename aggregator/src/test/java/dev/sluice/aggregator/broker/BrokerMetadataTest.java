package dev.sluice.aggregator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.requests.MetadataResponse;
import org.junit.jupiter.api.Test;

/** Brokers that don't answer. */
class BrokerMetadataTest {
    private static final String TOPIC = "file-deletions";
    private static final Map<String, Object> CONFIG = Map.of("bootstrap.servers", "127.0.0.1:9");

    @Test
    void shouldFailIfABrokerDoesNotAnswer() throws IOException {
        try (ServerSocket silent = listening();
                BrokerMetadata metadata = new BrokerMetadata(CONFIG, Duration.ofMillis(200))) {
            CompletableFuture<MetadataResponse> unanswered = metadata.of(node(1, silent.getLocalPort()), TOPIC);
            CompletableFuture<MetadataResponse> unreachable = metadata.of(node(2, closedPort()), TOPIC);
            assertThatThrownBy(unanswered::join).hasCauseInstanceOf(KafkaException.class);
            assertThatThrownBy(unreachable::join).hasCauseInstanceOf(KafkaException.class);
        }
    }

    @Test
    void shouldFailIfABrokerHasNoAddress() {
        try (BrokerMetadata metadata = new BrokerMetadata(CONFIG, Duration.ofMinutes(1))) {
            assertThat(metadata.of(new Node(1, "", -1), TOPIC)).isCompletedExceptionally();
        }
    }

    @Test
    void shouldFailWhatIsUnansweredWhenItIsClosed() throws IOException {
        try (ServerSocket silent = listening()) {
            BrokerMetadata metadata = new BrokerMetadata(CONFIG, Duration.ofMinutes(1));
            CompletableFuture<MetadataResponse> unanswered = metadata.of(node(1, silent.getLocalPort()), TOPIC);
            metadata.close();
            assertThatThrownBy(unanswered::join).hasMessageContaining("closed");
            assertThat(metadata.of(node(1, silent.getLocalPort()), TOPIC)).isCompletedExceptionally();
        }
    }

    private static Node node(int id, int port) {
        return new Node(id, "127.0.0.1", port);
    }

    /** Accepts connections, and says nothing. */
    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = listening()) {
            return socket.getLocalPort();
        }
    }
}
