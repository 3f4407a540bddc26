package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.standalone.EmbeddedBroker;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.RowsInTopics;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Brokers that no longer know how far the groups have read: it was seen after all of them had died at once, and they
 * forget the groups of a Sluice that is stopped for longer than {@code offsets.retention.minutes}.
 */
class ForgottenOffsetsIT {
    private static final List<String> GROUPS = List.of("sluice.splitter", "sluice.combiner", "sluice.aggregator");
    private static final String STREAM_ROW =
            "{\"file_id\":\"greenhouse\",\"timestamp\":\"2026-11-01T12:00:00Z\",\"sensor_id\":\"boiler\",\"value\":20.5}";

    @Test
    void shouldCountNothingTwiceAfterGroupOffsetsAreLost(@TempDir Path directory)
            throws IOException, InterruptedException, ExecutionException, UnavailableException, RefusedException {
        GeneratedCsv file = new GeneratedCsv(21, 10, 0.1);
        String upload;
        String record;
        JsonNode before;
        try (Sluice sluice = Sluice.start(directory, 0, 0, Map.of())) {
            SluiceProbe probe = ready(sluice);
            ByteArrayOutputStream csv = new ByteArrayOutputStream();
            file.writeHeader(csv);
            file.writeRows(csv, 2_000);
            upload = SluiceProbe.fileId(probe.uploadRaw("a.csv", csv.toByteArray()));
            record = ingest(probe);
            produce(probe, STREAM_ROW);
            probe.awaitEnd(upload);
            probe.awaitEnd(record);
            awaitRows(probe, "greenhouse", 1);
            before = probe.json("/results/" + upload);
        }

        forgetGroups(directory);

        try (Sluice sluice = Sluice.start(directory, 0, 0, Map.of())) {
            SluiceProbe probe = ready(sluice);
            produce(probe, STREAM_ROW);
            awaitRows(probe, "greenhouse", 2);
            probe.awaitEnd(ingest(probe));

            assertThat(probe.json("/results/" + upload)).isEqualTo(before);
            RowsInTopics.assertEachLineOnce(sluice.bootstrapServers(), upload, file);
            assertThat(probe.awaitEnd(record).totalRows()).isEqualTo(1);
            awaitRows(probe, "greenhouse", 2);
            assertThat(probe.metric("sluice_splitter_chunks_total{outcome=\"repeated\"}"))
                    .isEqualTo(2);
            assertThat(probe.metric("sluice_aggregator_repeated_dropped_total")).isPositive();
        }
    }

    /**
     * With the broker alone, as no group with members can be deleted. Those of a Sluice that stopped are missed after
     * seconds.
     */
    private static void forgetGroups(Path directory) throws InterruptedException, ExecutionException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (String group : GROUPS) {
                boolean forgotten = false;
                while (!forgotten) {
                    try {
                        admin.deleteConsumerGroups(List.of(group)).all().get();
                        forgotten = true;
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof GroupNotEmptyException)) {
                            throw e;
                        }
                        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    }
                }
            }
        }
    }

    private static SluiceProbe ready(Sluice sluice)
            throws UnavailableException, RefusedException, InterruptedException {
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
        return new SluiceProbe(sluice.url(), sluice.bootstrapServers());
    }

    private static String ingest(SluiceProbe probe) {
        byte[] body = "{\"time_stamp\": \"2019-05-01T06:00:00-04:00\", \"data\": [0, 2]}".getBytes(UTF_8);
        return SluiceProbe.fileId(probe.post("/ingest", "application/json", body));
    }

    private static void produce(SluiceProbe probe, String row) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", probe.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("sluice.valid-rows", "boiler", row))
                    .get();
        }
    }

    private static void awaitRows(SluiceProbe probe, String stream, long rows) {
        probe.awaitFile("file_id", stream);
        FileSummary found = probe.await(stream, file -> file.validRows() >= rows);
        assertThat(found.validRows()).isEqualTo(rows);
    }
}
