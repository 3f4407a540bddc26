package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final TopicPartition READINGS = new TopicPartition("readings", 0);

    @TempDir
    private Path directory;

    @Test
    void shouldKeepWhatWasAcknowledgedOverARestartOnAnotherPort() throws Exception {
        String first;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            first = broker.bootstrapServers();
            createTopic(first);
            send(first, "before the restart");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, freePort())) {
            assertThat(broker.bootstrapServers()).isNotEqualTo(first);
            send(broker.bootstrapServers(), "after the restart");
            assertThat(read(broker.bootstrapServers(), 2)).containsExactly("before the restart", "after the restart");
        }
    }

    @Test
    void shouldListenOnThePortItIsGiven() throws Exception {
        int port = freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void shouldRefuseADirectoryThatAnotherBrokerUses() {
        EmbeddedBroker first = EmbeddedBroker.start(directory, 0);
        try (first) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void shouldReportAPortInUseAndReleaseTheDirectory() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
        DirectoryLock.claim(directory).close();
    }

    @Test
    void shouldReportADirectoryThatCannotBeCreated() throws Exception {
        Path file = Files.createFile(directory.resolve("a-file"));
        assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("data"), 0))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldKeepWhatWasAcknowledgedWhenItsProcessIsKilled() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory, 0)) {
            createTopic(broker.bootstrapServers());
            send(broker.bootstrapServers(), "before the kill");
            broker.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(read(broker.bootstrapServers(), 1)).containsExactly("before the kill");
        }
    }

    @Test
    void shouldNotCreateTopicsByThemselves() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                Consumer<String, String> consumer = consumer(broker.bootstrapServers())) {
            consumer.assign(List.of(READINGS));
            assertThatThrownBy(() -> admin.describeTopics(List.of(READINGS.topic()))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(READINGS.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(String bootstrapServers, String text) throws Exception {
        try (Producer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(READINGS.topic(), text)).get();
        }
    }

    private static List<String> read(String bootstrapServers, int count) {
        try (Consumer<String, String> consumer = consumer(bootstrapServers)) {
            consumer.assign(List.of(READINGS));
            consumer.seekToBeginning(List.of(READINGS));
            List<String> found = new ArrayList<>();
            while (found.size() < count) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
            return found;
        }
    }

    private static Consumer<String, String> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
    }

    private static int freePort() throws Exception {
        return BrokerPorts.choose(0).clients();
    }
}
