package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.ROW;
import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.part;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UploadHttpTest {
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
    void shouldTakeARawBody() throws Exception {
        Instant before = Instant.now();

        HttpResponse<String> response = gateway.upload(
                "?filename=my%20readings.csv&dataset=sensor-readings",
                "text/csv", BodyPublishers.ofString(HEADER + ROW));

        assertThat(response.statusCode()).isEqualTo(202);
        String id = json(response).get("file_id").asString();
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(json(response).get("status").asString()).isEqualTo("pending");
        assertThat(json(response).get("message").asString()).contains(id);
        assertThat(response.headers().firstValue("Location")).contains("/status/" + id);
        assertThat(opened().filename()).isEqualTo("my readings.csv");
        assertThat(opened().uploadTime()).isBetween(before, Instant.now());
        assertThat(body()).isEqualTo(ROW);
        assertThat(log.story()).containsExactly("FileOpened", "chunk 0", "FileClosed");
    }

    /** The second is what curl says of {@code --data-binary}; a servlet container likes to read such a body itself. */
    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/x-www-form-urlencoded", "nonsense"})
    void shouldTakeARawBodyOfAnyType(String type) throws Exception {
        HttpResponse<String> response = gateway.upload("", type, BodyPublishers.ofString(HEADER + ROW));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(opened().filename()).isEqualTo("upload.csv");
        assertThat(body()).isEqualTo(ROW);
    }

    @Test
    void shouldTakeTheFileOfAForm() throws Exception {
        HttpResponse<String> response =
                gateway.uploadForm("name=\"file\"; filename=\"C:\\data\\größe.csv\"", HEADER + ROW + ROW);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(opened().filename()).isEqualTo("größe.csv");
        assertThat(body()).isEqualTo(ROW + ROW);
        assertThat(closed().bytes()).isEqualTo((HEADER + ROW + ROW).length());
    }

    @Test
    void shouldTakeAFormWithoutAFileName() throws Exception {
        assertThat(gateway.uploadForm("name=\"file\"", HEADER + ROW).statusCode())
                .isEqualTo(202);
        assertThat(opened().filename()).isEqualTo("upload.csv");
    }

    @Test
    void shouldTakeLongFileNames() throws Exception {
        String name = "ö".repeat(250) + ".csv";

        assertThat(gateway.uploadForm("name=\"file\"; filename=\"" + name + "\"", HEADER + ROW)
                        .statusCode())
                .isEqualTo(202);
        assertThat(opened().filename()).isEqualTo(name);
    }

    @Test
    void shouldRefuseFormsThatHoldNoFileOrSeveral() throws Exception {
        refused(gateway.uploadForm("no form at all"), 422, "missing-file");
        assertThat(log.story()).isEmpty();

        String file = part("name=\"file\"; filename=\"a.csv\"", HEADER + ROW);
        JsonNode problem = refused(gateway.uploadForm(file + file + "--XX--\r\n"), 422, "several-files");
        assertThat(problem.get("file_id").asString()).isEqualTo(aborted().fileId());
    }

    @Test
    void shouldReadFormPartsBeforeTheFileAsOptions() throws Exception {
        String file = part("name=\"file\"; filename=\"a.csv\"", HEADER + ROW) + "--XX--\r\n";

        assertThat(gateway.uploadForm(part("name=\"dry_run\"", "true") + file).statusCode())
                .isEqualTo(200);
        refused(gateway.uploadForm(part("name=\"dataset\"", "songs") + file), 422, "unknown-dataset");
        refused(
                gateway.uploadForm(part("name=\"rows\"", "0") + part("name=\"dry_run\"", "true") + file),
                422,
                "bad-options");
        refused(gateway.uploadForm(part("name=\"rows\"", "1") + part("name=\"rows\"", "1") + file), 400, "bad-query");
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldRefuseAPartThatIsNoOptionAndNameIt() throws Exception {
        String file = part("name=\"file\"; filename=\"a.csv\"", HEADER + ROW) + "--XX--\r\n";

        JsonNode problem = refused(gateway.uploadForm(part("name=\"dryrun\"", "true") + file), 422, "bad-form-part");
        assertThat(problem.get("detail").asString()).contains("found the part dryrun", "dry_run", "map.FIELD");
        refused(gateway.uploadForm("name=\"data\"", HEADER + ROW), 422, "bad-form-part");
        refused(gateway.uploadForm(part("name=\"delimiter\"", "x".repeat(16 * 1024 + 1)) + file), 422, "bad-form-part");
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldAbortAFileFollowedByAnotherPart() throws Exception {
        String file = part("name=\"file\"; filename=\"a.csv\"", HEADER + ROW);

        JsonNode problem = refused(
                gateway.uploadForm(file + part("name=\"dry_run\"", "true") + "--XX--\r\n"), 422, "bad-form-part");
        assertThat(problem.get("file_id").asString()).isEqualTo(aborted().fileId());
    }

    @Test
    void shouldRefuseOtherMultiparts() throws Exception {
        refused(
                gateway.upload("", "multipart/mixed; boundary=XX", BodyPublishers.ofString("--XX--")),
                415,
                "unsupported-body");
        refused(gateway.upload("", "multipart/form-data", BodyPublishers.ofString("--XX--")), 400, "bad-form");
    }

    @Test
    void shouldAbortAFormWithoutItsEnd() throws Exception {
        String form = part("name=\"file\"; filename=\"a.csv\"", HEADER + ROW.repeat(4_000));

        refused(gateway.uploadForm(form), 400, "aborted");
        assertThat(aborted().fault().code()).isEqualTo("aborted");
    }

    @Test
    void shouldStripAByteOrderMark() throws Exception {
        assertThat(gateway.upload("\uFEFF" + HEADER + ROW).statusCode()).isEqualTo(202);
        assertThat(opened().csvHeader()).isEqualTo(HEADER.strip());
        assertThat(closed().bytes()).isEqualTo((HEADER + ROW).length() + 3);
    }

    @Test
    void shouldPublishNothingOfFilesThatAreNotCsv() throws Exception {
        refused(gateway.upload(""), 422, "empty-file");
        refused(gateway.upload("\uFEFF\n\n"), 422, "empty-file");
        refused(gateway.uploadForm("name=\"file\"; filename=\"a.csv\"", ""), 422, "empty-file");
        refused(gateway.upload((HEADER + ROW).getBytes(UTF_16LE)), 422, "not-text");
        refused(gateway.upload("timestamp,sensor_id,val\0ue\n"), 422, "not-text");
        JsonNode unclosed = refused(gateway.upload("\n\n\"timestamp,sensor_id,value\n" + ROW), 422, "unclosed-quote");
        assertThat(unclosed.get("detail").asString()).contains("line 3");
        refused(gateway.upload("x".repeat(100_000)), 422, "row-too-long");
        refused(gateway.upload("timestamp,sensor_id,value,value\n"), 422, "duplicate-column");
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldNameMissingColumns() throws Exception {
        JsonNode problem = refused(gateway.upload("when,sensor_id\n" + ROW), 422, "missing-column");

        assertThat(problem.get("missing").toString()).isEqualTo("[\"timestamp\",\"value\"]");
        assertThat(problem.get("found").toString()).isEqualTo("[\"when\",\"sensor_id\"]");
        assertThat(problem.has("columns")).isFalse();
        assertThat(problem.has("file_id")).isFalse();
    }

    @Test
    void shouldListTheKnownDatasets() throws Exception {
        HttpResponse<String> response =
                gateway.upload("?dataset=songs", "text/csv", BodyPublishers.ofString(HEADER + ROW));

        JsonNode problem = refused(response, 422, "unknown-dataset");
        assertThat(problem.get("detail").asString())
                .contains("sensor-readings")
                .contains("song-plays")
                .contains("found songs");
        assertThat(problem.get("datasets").toString())
                .contains("\"sensor-readings\"")
                .contains("\"song-plays\"");
    }

    @Test
    void shouldAbortFilesWithALaterError() throws Exception {
        JsonNode problem = refused(gateway.upload(HEADER + ROW + "\"" + ROW.repeat(4_000)), 422, "row-too-long");
        assertThat(problem.get("detail").asString()).contains("line 3").contains("closing quote may be missing");
        assertThat(problem.get("file_id").asString()).isEqualTo(aborted().fileId());
        assertThat(aborted().fault().code()).isEqualTo("row-too-long");
    }

    @Test
    void shouldSendTheRefusalToAClientThatSendsTheWholeBodyFirst() throws Exception {
        byte[] file = ("a,b,c\n" + ROW.repeat(700_000)).getBytes(UTF_8);

        try (Socket client = gateway.unfinishedUpload("", file.length)) {
            client.getOutputStream().write(file);

            assertThat(new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8)).readLine())
                    .startsWith("HTTP/1.1 422");
        }
    }

    @Test
    void shouldSetRetryAfterWhenKafkaIsUnavailable() throws Exception {
        for (int i = 0; i < 3; i++) {
            log.failNext(log::isChunk, new TimeoutException("no broker"));
        }

        HttpResponse<String> response = gateway.upload(HEADER + ROW);

        refused(response, 503, "log-unavailable");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(aborted().fault().code()).isEqualTo("log-unavailable");
    }

    @Test
    void shouldLimitConcurrentUploadsAndAcceptMoreWhenTheyEnd() throws Exception {
        try (Socket one = gateway.unfinishedUpload(HEADER + ROW.repeat(3_000), 1_000_000);
                Socket two = gateway.unfinishedUpload(HEADER + ROW.repeat(3_000), 1_000_000)) {
            log.await(FileOpened.class, 2);
            assertThat(gateway.inProgress("uploads")).isEqualTo(2);

            HttpResponse<String> response = gateway.upload(HEADER + ROW);

            refused(response, 429, "too-many-uploads");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
        log.await(FileAborted.class, 2);
        while (gateway.inProgress("uploads") > 0) {
            Thread.onSpinWait();
        }
        assertThat(gateway.upload(HEADER + ROW).statusCode()).isEqualTo(202);
    }

    @Test
    void shouldAbortWhenTheClientDisconnects() throws Exception {
        try (Socket client = gateway.unfinishedUpload(HEADER + ROW.repeat(30_000), 1_000_000)) {
            log.await(FileOpened.class, 1);
            assertThat(client.isConnected()).isTrue();
        }

        FileAborted aborted = log.await(FileAborted.class, 1).get(0);

        assertThat(aborted.fault().code()).isEqualTo("aborted");
        assertThat(log.chunks()).isNotEmpty();
        assertThat(log.story()).doesNotContain("FileClosed");
    }

    @Test
    void shouldStreamALargeFileThroughLittleMemory() throws Exception {
        long size = 200L * 1024 * 1024;
        log.dropChunks();
        AtomicLong stored = new AtomicLong();
        AtomicLong mostAhead = new AtomicLong();
        EndlessRows rows = new EndlessRows(size);
        log.onSend(record -> {
            if (log.isChunk(record)) {
                mostAhead.accumulateAndGet(rows.produced() - stored.get(), Math::max);
                stored.addAndGet(record.value().length);
            }
        });

        HttpResponse<String> response = gateway.upload("", "text/csv", BodyPublishers.ofInputStream(() -> rows));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(closed().bytes()).isEqualTo(rows.produced()).isGreaterThanOrEqualTo(size);
        assertThat(stored).hasValue(rows.produced() - HEADER.length());
        assertThat(log.mostChunksInFlight()).isEqualTo(4);
        // What the client sent and the log doesn't have: one chunk, and the buffers of two sockets.
        assertThat(mostAhead.get()).isLessThan(32L * 1024 * 1024);
    }

    @Test
    void shouldGiveEachFileItsOwnId() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(json(gateway.upload(HEADER)).get("file_id").asString());
        }
        assertThat(ids).hasSize(50);
    }

    private static FileOpened opened() throws InterruptedException {
        return log.await(FileOpened.class, 1).get(0);
    }

    private static FileClosed closed() throws InterruptedException {
        return log.await(FileClosed.class, 1).get(0);
    }

    private static FileAborted aborted() throws InterruptedException {
        return log.await(FileAborted.class, 1).get(0);
    }

    private static String body() {
        return log.text();
    }

    /** A header row and then one row again and again. */
    private static final class EndlessRows extends InputStream {
        private static final byte[] ROWS = ROW.repeat(1_000).getBytes(UTF_8);

        private final long size;
        private byte[] part = HEADER.getBytes(UTF_8);
        private int at;
        private volatile long produced;

        EndlessRows(long size) {
            this.size = size;
        }

        long produced() {
            return produced;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("never called");
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            if (at == part.length) {
                if (produced >= size) {
                    return -1;
                }
                part = ROWS;
                at = 0;
            }
            int read = Math.min(length, part.length - at);
            System.arraycopy(part, at, target, offset, read);
            at += read;
            produced += read;
            return read;
        }
    }
}
