package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.Kcat;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** JSON in, over HTTP and by kcat: the drop zone, readings, and open streams. */
@ExtendWith(SharedSluice.class)
class IngestIT {
    private static final String READING =
            "{\"timestamp\":\"2026-11-01T10:00:00Z\",\"sensor_id\":\"boiler\",\"value\":%s}";

    private final SluiceProbe sluice;
    private final Kcat kcat;

    IngestIT(SluiceProbe sluice) {
        this.sluice = sluice;
        this.kcat = new Kcat(sluice.bootstrapServers());
    }

    @Test
    void shouldComputeMeasurementsAndReturnTheLatest() {
        String first = ingest("{\"time_stamp\": \"2019-05-01T06:00:00-04:00\", \"data\": [0, 2]}");
        assertThat(sluice.awaitEnd(first).status()).isEqualTo(FileStatus.PROCESSED);

        JsonNode measurement = sluice.json("/measurements/2019-05-01T10:00:00Z");
        assertThat(measurement.path("measured_at").asString()).isEqualTo("2019-05-01T10:00:00Z");
        assertThat(measurement.path("mean").asDouble()).isEqualTo(1);
        assertThat(measurement.path("std_dev").asDouble()).isEqualTo(1);
        assertThat(measurement.path("raw_id").asString()).isEqualTo(first);

        String second = ingest("{\"time_stamp\": \"2019-05-01T12:00:00+02:00\", \"data\": [5, 5, 5]}");
        sluice.awaitEnd(second);

        JsonNode overwritten = sluice.json("/measurements/2019-05-01T12:00:00+02:00");
        assertThat(overwritten.path("measured_at").asString()).isEqualTo("2019-05-01T10:00:00Z");
        assertThat(overwritten.path("mean").asDouble()).isEqualTo(5);
        assertThat(overwritten.path("std_dev").asDouble()).isZero();
        assertThat(overwritten.path("raw_id").asString()).isEqualTo(second);
        assertThat(sluice.json("/measurements").path("measurements"))
                .extracting(each -> each.path("measured_at").asString())
                .containsOnlyOnce("2019-05-01T10:00:00Z");
    }

    @Test
    void shouldProcessAMeasurementSentByKcat() {
        String id = kcat.sendRaw(
                "{\"time_stamp\": \"2018-05-01T06:00:00-04:00\", \"data\": [0, 2]}", 3, "-H", "dataset=measurements");
        sluice.awaitFile("file_id", id);
        sluice.awaitEnd(id);

        assertThat(sluice.json("/measurements/2018-05-01T10:00:00Z")
                        .path("std_dev")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepThePayloadByteForByteBeforeAnyCheck() {
        byte[] payload = "  { not json,\r\n \u00e4 \u0001".getBytes(UTF_8);
        HttpResponse<String> accepted = sluice.post("/ingest", "application/json", payload);
        String id = SluiceProbe.fileId(accepted);

        assertThat(Json.MAPPER.readTree(accepted.body()).path("raw_id").asString())
                .isEqualTo(id);
        assertThat(sluice.get("/status/" + id).statusCode()).isEqualTo(200);
        boolean[] stored = {false};
        TopicReader.read(
                sluice.bootstrapServers(),
                "sluice.raw-chunks",
                record -> stored[0] |= Arrays.equals(record.value(), payload));
        assertThat(stored[0]).isTrue();
        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"time_stamp\": \"2019-05-01T06:00:00\", \"data\": [1]}",
                "{\"time_stamp\": \"2019-05-01T06:00:00Z\", \"data\": []}",
                "{\"time_stamp\": \"2019-05-01T06:00:00Z\", \"data\": [1, \"2\"]}",
                "{\"time_stamp\": \"2019-05-01T06:00:00Z\", \"data\": [1, NaN]}",
                "{\"time_stamp\": \"2019-05-01T06:00:00Z\", \"data\": [1e999]}",
                "{\"time_stamp\": \"2019-05-01T06:00:00Z\"}",
                "",
            })
    void shouldRejectAndCountAWrongMeasurement(String payload) {
        JsonNode before = sluice.json("/measurements/summary");

        FileSummary end = sluice.awaitEnd(ingest(payload));

        assertThat(end.status()).isEqualTo(FileStatus.FAILED);
        assertThat(end.reason()).isNotNull();
        JsonNode after = sluice.json("/measurements/summary");
        assertThat(after.path("checked").asLong())
                .isEqualTo(before.path("checked").asLong() + 1);
        assertThat(after.path("failed").asLong())
                .isEqualTo(before.path("failed").asLong() + 1);
        assertThat(after.path("processed").asLong())
                .isEqualTo(before.path("processed").asLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "[%s,%s]", "%s\n%s\n"})
    void shouldTakeOneReadingAnArrayOrLines(String form) {
        String body = form.replace("%s", READING.formatted("2.5"));
        int rows = form.split("%s", -1).length - 1;

        String overHttp = SluiceProbe.fileId(
                sluice.post("/ingest?dataset=sensor-readings", "application/json", body.getBytes(UTF_8)));
        assertSum(overHttp, rows, 2.5 * rows);
        String byKcat = kcat.sendRaw(body, 0);
        sluice.awaitFile("file_id", byKcat);
        assertSum(byKcat, rows, 2.5 * rows);
    }

    @Test
    void shouldRejectOnlyTheBrokenLine() {
        String body = READING.formatted("1") + "\n{\"timestamp\":\n" + READING.formatted("2") + "\n";
        String id = SluiceProbe.fileId(
                sluice.post("/ingest?dataset=sensor-readings", "application/x-ndjson", body.getBytes(UTF_8)));

        FileSummary end = sluice.awaitEnd(id);

        assertThat(end.validRows()).isEqualTo(2);
        assertThat(end.invalidRows()).isEqualTo(1);
        JsonNode reject =
                sluice.json("/results/" + id + "/rejects").path("rejects").path(0);
        assertThat(reject.path("line").asLong()).isEqualTo(2);
        assertThat(reject.path("errors").path(0).path("code").asString()).isEqualTo("source-error");
    }

    @Test
    void shouldKeepAStreamProcessingUntilItsProducerClosesIt() {
        for (int i = 1; i <= 3; i++) {
            kcat.sendRaw(READING.formatted(i), i, "-k", "open-until-closed");
        }
        sluice.awaitFile("file_id", "open-until-closed");
        FileSummary open = sluice.await("open-until-closed", file -> file.validRows() == 3);
        assertThat(open.status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(open.provisional()).isTrue();

        kcat.run(
                "{\"type\":\"stream_closed\",\"file_id\":\"open-until-closed\",\"rows\":4}",
                "-P",
                "-t",
                "sluice.stream-events",
                "-k",
                "open-until-closed",
                "-X",
                "topic.partitioner=murmur2_random");
        kcat.sendRaw(READING.formatted(4), 0, "-k", "open-until-closed");

        FileSummary closed = sluice.awaitEnd("open-until-closed");
        assertThat(closed.status()).isEqualTo(FileStatus.PROCESSED);
        assertSum("open-until-closed", 4, 10);
    }

    @Test
    void shouldSendAnUnreadableRowToDeadLettersAndContinue() {
        kcat.run("{\"file_id\":\"unreadable\"}", "-P", "-t", "sluice.valid-rows", "-p", "2", "-k", "a-key");
        awaitDeadLetter("{\"file_id\":\"unreadable\"}", "sluice.valid-rows", 2);

        String csv = "timestamp,sensor_id,value\n2026-11-01T10:00:00Z,boiler,8\n";
        assertSum(SluiceProbe.fileId(sluice.uploadRaw("after.csv", csv.getBytes(UTF_8))), 1, 8);
    }

    @Test
    void shouldRefuseAnEventInAWrongPartition() {
        String event = "{\"type\":\"stream_closed\",\"file_id\":\"misplaced\",\"rows\":0}";
        int elsewhere = (FileIds.partition("misplaced", 4) + 1) % 4;

        kcat.run(event, "-P", "-t", "sluice.stream-events", "-p", Integer.toString(elsewhere), "-k", "misplaced");

        awaitDeadLetter(event, "sluice.stream-events", elsewhere);
        assertThat(sluice.get("/status/misplaced").statusCode()).isEqualTo(404);
    }

    private void awaitDeadLetter(String value, String topic, int partition) {
        boolean[] found = {false};
        while (!found[0]) {
            TopicReader.read(
                    sluice.bootstrapServers(),
                    "sluice.dead-letters",
                    letter -> found[0] |= value.equals(new String(letter.value(), UTF_8))
                            && header(letter, DeadLetter.TOPIC).equals(topic)
                            && header(letter, DeadLetter.PARTITION).equals(Integer.toString(partition)));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private String ingest(String payload) {
        return SluiceProbe.fileId(sluice.post("/ingest", "application/json", payload.getBytes(UTF_8)));
    }

    private void assertSum(String id, long rows, double sum) {
        FileSummary end = sluice.awaitEnd(id);
        assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(end.validRows()).isEqualTo(rows);
        assertThat(sluice.json("/results/" + id)
                        .path("aggregated_data")
                        .path("boiler")
                        .path("sum")
                        .asDouble())
                .isEqualTo(sum);
    }
}
