package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Inputs that once stopped a stage permanently. Files sent before and after them end, and are exact. */
@ExtendWith(SharedSluice.class)
class PoisonIT {
    private final SluiceProbe sluice;
    private int seed = 70;

    PoisonIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldRejectAnObjectThatRepeatsAProperty() throws IOException {
        byte[] poison = ("{" + String.join(",", Collections.nCopies(40_000, "\"a\":1")) + "}").getBytes(UTF_8);

        GoodFile before = upload();
        String id = SluiceProbe.fileId(sluice.post("/ingest", "application/json", poison));
        GoodFile after = upload();

        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.status()).isEqualTo(FileStatus.FAILED);
        assertThat(ended.invalidRows()).isEqualTo(1);
        JsonNode rejects = sluice.json("/results/" + id + "/rejects");
        assertThat(rejects.path("rejects")).hasSize(1);
        assertThat(rejects.path("rejects").path(0).path("errors")).hasSize(20);
        assertThat(rejects.path("rejects").path(0).path("more_errors").asLong()).isGreaterThan(39_000);
        before.assertExact();
        after.assertExact();
    }

    @Test
    void shouldRejectTheCellsOfAWideFile() throws IOException {
        int columns = 2_000;
        int rows = 120;
        String header =
                "time," + IntStream.range(0, columns).mapToObj(i -> "s" + i).collect(Collectors.joining(","));
        String cells = String.join(",", Collections.nCopies(columns, "\"1,5\""));
        String wide = IntStream.range(0, rows)
                .mapToObj(i -> "2026-11-01T10:%02d:%02dZ,%s%n".formatted(i / 60, i % 60, cells))
                .collect(Collectors.joining("", header + "\n", ""));

        GoodFile before = upload();
        String id = SluiceProbe.fileId(
                sluice.post("/upload?layout=wide&filename=wide.csv", "text/csv", wide.getBytes(UTF_8)));
        GoodFile after = upload();

        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.status()).isEqualTo(FileStatus.FAILED);
        assertThat(ended.invalidRows()).isEqualTo((long) columns * rows);
        assertThat(ended.errors()).singleElement().satisfies(error -> assertThat(error.count())
                .isEqualTo((long) columns * rows));
        assertThat(sluice.json("/results/" + id + "/rejects?limit=1000").path("rejects"))
                .hasSize(rows);
        before.assertExact();
        after.assertExact();
    }

    @Test
    void shouldRejectARowThatGrowsTooLargeWhenItIsWritten() throws Exception {
        String head = "{\"time_stamp\":\"2026-11-01T10:00:00Z\",\"data\":[";
        // Of four characters with its comma; written of ten.
        String list = String.join(",", Collections.nCopies((1_048_000 - head.length() - 2) / 4, "1e6"));

        GoodFile before = upload();
        String id = send("raw-chunks", null, head + list + "]}", "dataset", "measurements");
        GoodFile after = upload();

        sluice.awaitFile("file_id", id);
        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.status()).isEqualTo(FileStatus.FAILED);
        assertThat(ended.invalidRows()).isEqualTo(1);
        before.assertExact();
        after.assertExact();
    }

    /** Sends a record and gives the id of the file that it is, where it is one. */
    private String send(
            String topic, @org.jspecify.annotations.Nullable String key, String value, String header, String text)
            throws Exception {
        Map<String, Object> client =
                Map.of("bootstrap.servers", sluice.bootstrapServers(), "max.request.size", 4 << 20);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", sluice.bootstrapServers()));
                var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(
                    "sluice." + topic, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
            record.headers().add(header, text.getBytes(UTF_8));
            var at = producer.send(record).get();
            return FileIds.ofRecord(at.topic(), TopicIds.of(admin).of(at.topic()), at.partition(), at.offset());
        }
    }

    private GoodFile upload() throws IOException {
        GeneratedCsv file = new GeneratedCsv(seed++, 20, 0.1);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        file.writeHeader(csv);
        file.writeRows(csv, 2_000);
        return new GoodFile(SluiceProbe.fileId(sluice.uploadRaw("good.csv", csv.toByteArray())), file);
    }

    private final class GoodFile {
        private final String id;
        private final GeneratedCsv file;

        GoodFile(String id, GeneratedCsv file) {
            this.id = id;
            this.file = file;
        }

        void assertExact() {
            assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PARTIAL);
            file.reference().assertEquals(sluice.allSeries(id));
        }
    }
}
