package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.csv.Gzip;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.FileIds;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class IngestHttpTest {
    private static final String READING = "{\"time_stamp\": \"2019-05-01T06:00:00-04:00\", \"data\": [0, 2]}";
    private static final int MOST = 512 * 1024;

    private static RunningGateway gateway;
    private static ScriptedLog log;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
        log = gateway.log();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        log.forget();
    }

    @Test
    void shouldStoreTheBodyAsOneRecordByteForByte() throws Exception {
        Instant before = Instant.now();
        byte[] payload = new byte[1_000];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) i;
        }

        HttpResponse<String> response = ingest("?filename=dir/night%20shift.json", "application/json", payload);

        assertThat(response.statusCode()).isEqualTo(202);
        ProducerRecord<byte[], byte[]> record = log.chunks().get(0);
        assertThat(record.value()).isEqualTo(payload);
        assertThat(record.key()).isNull();
        assertThat(record.partition()).isEqualTo(FileIds.chunkPartition(header("file-id"), 0, 4));
        assertThat(Arrays.stream(record.headers().toArray()).map(Header::key))
                .containsExactlyInAnyOrder("file-id", "dataset", "content-type", "filename", "client");
        assertThat(header("dataset")).isEqualTo("measurements");
        assertThat(header("content-type")).isEqualTo("application/json");
        assertThat(header("filename")).isEqualTo("night shift.json");
        assertThat(header("client")).isEqualTo("anonymous");
        assertThat(log.story()).containsExactly("record", "FileStored");
        FileStored stored = log.await(FileStored.class, 1).get(0);
        assertThat(stored.dataset()).isEqualTo("measurements");
        assertThat(stored.filename()).isEqualTo("night shift.json");
        assertThat(stored.received()).isBetween(before, Instant.now());
    }

    @Test
    void shouldAnswerWithTheIdThatTheSplitterWillUse() throws Exception {
        log.onSend(record -> assertThat(log.isChunk(record)
                        || record.partition() == FileIds.partition(new String(record.key(), UTF_8), 4))
                .isTrue());

        JsonNode first = json(ingest("", "application/json", READING.getBytes(UTF_8)));
        HttpResponse<String> second = ingest("", "application/json", READING.getBytes(UTF_8));

        String id = json(second).get("raw_id").asString();
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(id).isNotEqualTo(first.get("raw_id").asString());
        assertThat(ChunkHeaders.find(log.chunks().get(1).headers(), "file-id")).isEqualTo(id);
        assertThat(json(second).get("file_id").asString()).isEqualTo(id);
        assertThat(json(second).get("status").asString()).isEqualTo("pending");
        assertThat(json(second).get("message").asString()).contains("/status/" + id);
        assertThat(second.headers().firstValue("Location")).contains("/status/" + id);
        assertThat(log.await(FileStored.class, 2).get(1).fileId()).isEqualTo(id);
        assertThat(log.await(FileStored.class, 2).get(1).filename()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no json", "\0", "{\"time_stamp\": 1}"})
    void shouldNotValidateThePayload(String payload) throws Exception {
        assertThat(ingest("", "application/json", payload.getBytes(UTF_8)).statusCode())
                .isEqualTo(202);
        assertThat(log.text()).isEqualTo(payload);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=utf-8, application/json",
        "Application/X-NDJSON, application/x-ndjson",
        "text/csv;header=present, text/csv",
        "application/x-www-form-urlencoded, application/json",
        "nonsense, nonsense",
    })
    void shouldForwardTheContentTypeWithoutParameters(String sent, String passed) throws Exception {
        ingest("?dataset=sensor-readings", sent, READING.getBytes(UTF_8));

        assertThat(log.text()).isEqualTo(READING);
        assertThat(header("content-type")).isEqualTo(passed);
        assertThat(header("dataset")).isEqualTo("sensor-readings");
    }

    @Test
    void shouldDefaultToJsonWithoutAContentType() throws Exception {
        gateway.send(gateway.request("/ingest").POST(BodyPublishers.ofString(READING)));

        assertThat(header("content-type")).isEqualTo("application/json");
    }

    @Test
    void shouldTakeABodyOfExactlyTheLimit() throws Exception {
        assertThat(ingest("", "text/csv", new byte[MOST]).statusCode()).isEqualTo(202);
        refused(ingest("", "text/csv", new byte[MOST + 1]), 413, "too-large");
        assertThat(log.story()).containsExactly("record", "FileStored");
    }

    @Test
    void shouldRefuseALargerBodyOfUnknownLengthToo() throws Exception {
        refused(
                send(gateway.request("/ingest")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[MOST + 1])))),
                413,
                "too-large");
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldRefuseInvalidRequests() throws Exception {
        assertThat(refused(ingest("?dataset=nope", "application/json", new byte[1]), 422, "unknown-dataset")
                        .get("datasets")
                        .toString())
                .contains("measurements");
        refused(ingest("?data_set=nope", "application/json", new byte[1]), 400, "bad-query");
        refused(
                send(gateway.request("/ingest")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(Gzip.of(new byte[10])))),
                415,
                "unsupported-encoding");
        assertThat(log.story()).isEmpty();
    }

    /** It may be there already; the splitter knows it by its id. */
    @Test
    void shouldResendARecordToTheSamePartition() throws Exception {
        log.failNext(log::isChunk, new TimeoutException("no broker"));

        HttpResponse<String> response = ingest("", "application/json", READING.getBytes(UTF_8));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(log.story()).containsExactly("record", "record", "FileStored");
        assertThat(log.chunks().get(1).partition())
                .isEqualTo(log.chunks().get(0).partition());
        assertThat(log.chunks().get(1).headers()).isEqualTo(log.chunks().get(0).headers());
    }

    @Test
    void shouldReturnTheIdOfAFileThatMayBeStored() throws Exception {
        for (int i = 0; i < 3; i++) {
            log.failNext(log::isChunk, new TimeoutException("no broker"));
        }

        HttpResponse<String> response = ingest("", "application/json", READING.getBytes(UTF_8));

        JsonNode problem = refused(response, 503, "log-unavailable");
        assertThat(problem.get("file_id").asString()).isEqualTo(header("file-id"));
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(log.story()).containsExactly("record", "record", "record");
    }

    /** So a broker answers a repeated send of which it only remembers that it was there. */
    @Test
    void shouldAcceptAnAcknowledgementWithoutAnOffset() throws Exception {
        log.loseNextOffset();

        assertThat(ingest("", "application/json", READING.getBytes(UTF_8)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void shouldSendTheEventAgain() throws Exception {
        log.failNext(record -> log.isEvent(record, FileStored.class), new TimeoutException("no broker"));

        assertThat(ingest("", "application/json", READING.getBytes(UTF_8)).statusCode())
                .isEqualTo(202);
        assertThat(log.story()).containsExactly("record", "FileStored", "FileStored");
    }

    @Test
    void shouldReturnTheIdOfAStoredFileWhenItsEventFails() throws Exception {
        for (int i = 0; i < 3; i++) {
            log.failNext(record -> log.isEvent(record, FileStored.class), new TimeoutException("no broker"));
        }

        JsonNode problem = refused(ingest("", "application/json", READING.getBytes(UTF_8)), 503, "log-unavailable");

        assertThat(problem.get("file_id").asString())
                .isEqualTo(log.await(FileStored.class, 3).get(0).fileId());
    }

    @Test
    void shouldLimitRecordsSeparatelyFromUploads() throws Exception {
        // More than what is waited for without a place.
        String start = "{" + " ".repeat(20_000);
        try (Socket one = gateway.unfinished("/ingest", start, 30_000);
                Socket two = gateway.unfinished("/ingest", start, 30_000)) {
            awaitInProgress(2);

            HttpResponse<String> response = ingest("", "application/json", READING.getBytes(UTF_8));

            refused(response, 429, "too-many-ingests");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(gateway.upload(RunningGateway.HEADER).statusCode()).isEqualTo(202);
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
        awaitInProgress(0);
        assertThat(ingest("", "application/json", READING.getBytes(UTF_8)).statusCode())
                .isEqualTo(202);
    }

    private static void awaitInProgress(int ingests) {
        while (gateway.inProgress("ingests") != ingests) {
            Thread.onSpinWait();
        }
    }

    private static HttpResponse<String> ingest(String query, String type, byte[] body) throws Exception {
        return send(
                gateway.request("/ingest" + query).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return gateway.send(request);
    }

    private static String header(String name) {
        return ChunkHeaders.find(log.chunks().get(0).headers(), name);
    }
}
