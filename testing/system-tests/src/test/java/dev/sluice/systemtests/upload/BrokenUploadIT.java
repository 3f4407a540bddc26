package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uploads that never come to their end still come to one in the books, with the reason. */
@ExtendWith(SharedSluice.class)
class BrokenUploadIT {
    private final SluiceProbe sluice;

    BrokenUploadIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldFailAnUploadWhoseClientDisconnects() throws IOException {
        try (Socket client = new Socket(sluice.url().getHost(), sluice.url().getPort())) {
            // More than the gateway looks at before it stores anything.
            client.getOutputStream()
                    .write(("POST /upload?filename=torn.csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                                    + "Content-Length: 1000000\r\n\r\ntimestamp,sensor_id,value\n"
                                    + "2026-11-01T00:00:00Z,boiler,20.5\n".repeat(3_000))
                            .getBytes(UTF_8));
        }

        FileSummary end = sluice.awaitEnd(sluice.awaitFile("filename", "torn.csv"));

        assertThat(end.status()).isEqualTo(FileStatus.FAILED);
        assertThat(end.reason().code()).isEqualTo("aborted");
    }

    /** As a gateway would leave it that lost its power after the first event. */
    @Test
    void shouldFailAnUploadOfACrashedGatewayAfterItsDeadline() throws InterruptedException, ExecutionException {
        Topic<String, FileEvent> events =
                TopicSettings.read(new Settings(Map.of())).fileEvents();
        FileOpened opened = new FileOpened(
                "orphan", "sensor-readings", "orphan.csv", "timestamp,sensor_id,value", "", Instant.now(), 1_000, null);
        Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, sluice.bootstrapServers());
        try (var gateway = new KafkaProducer<>(
                config, events.keySerde().serializer(), events.valueSerde().serializer())) {
            gateway.send(new ProducerRecord<>(events.name(), "orphan", opened)).get();
        }

        FileSummary end = sluice.awaitEnd("orphan");

        assertThat(end.status()).isEqualTo(FileStatus.FAILED);
        assertThat(end.reason().code()).isEqualTo("abandoned");
    }
}
