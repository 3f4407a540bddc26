package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.standalone.EmbeddedBroker;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code raw-chunks} is deleted and recreated: its offsets start at 0 again, and earlier files still exist. */
class RecreatedTopicIT {
    private static final String TOPIC = "sluice.raw-chunks";
    private static final String CSV = "timestamp,sensor_id,value\n2026-11-01T12:00:00Z,boiler,%s\n";

    @Test
    void shouldCreateNewFilesFromItsRecords(@TempDir Path directory) throws Exception {
        String before;
        try (Sluice sluice = Sluice.start(directory, 0, 0, Map.of())) {
            SluiceProbe probe = ready(sluice);
            before = send(probe, "1");
            assertValue(probe, before, 1);
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
        }

        try (Sluice sluice = Sluice.start(directory, 0, 0, Map.of())) {
            SluiceProbe probe = ready(sluice);
            String after = send(probe, "2");
            String ingested = SluiceProbe.fileId(probe.post(
                    "/ingest?dataset=sensor-readings",
                    "text/csv",
                    CSV.formatted("3").getBytes(UTF_8)));

            assertThat(after).endsWith("-0-0").isNotEqualTo(before);
            assertValue(probe, after, 2);
            assertValue(probe, ingested, 3);
            assertValue(probe, before, 1);
        }
    }

    /** To the first partition, where it is the first record. */
    private static String send(SluiceProbe probe, String value) throws Exception {
        String id = TopicReader.nextFileId(probe.bootstrapServers(), 0);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", probe.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            TOPIC, 0, null, CSV.formatted(value).getBytes(UTF_8)))
                    .get();
        }
        return id;
    }

    private static void assertValue(SluiceProbe probe, String id, double value) {
        probe.awaitFile("file_id", id);
        assertThat(probe.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(probe.json("/results/" + id)
                        .path("aggregated_data")
                        .path("boiler")
                        .path("sum")
                        .asDouble())
                .isEqualTo(value);
    }

    private static SluiceProbe ready(Sluice sluice)
            throws UnavailableException, RefusedException, InterruptedException {
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
        return new SluiceProbe(sluice.url(), sluice.bootstrapServers());
    }
}
