package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.client.page.ResultPages;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two gateways at one broker: one beside all other services, one as a process that can be killed. */
class RepeatedUploadIT {
    private static final int AT_ONCE = 100;
    private static final int LOST_ANSWERS = 200;
    private static final int KILLS = 5;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Topics TOPICS = TopicSettings.read(new Settings(Map.of()));
    private static final String OTHER = "ingest-gateway-2";
    private static final Map<String, String> SETTINGS = Map.of(
            "sluice.gateway.upload-deadline", "10s",
            "sluice.gateway.claim-wait", "1s");

    private static Sluice sluice;
    private static ServiceInstances services;
    private static SluiceProbe first;
    private static int contents;

    private final RawClient http = new RawClient(Duration.ofMinutes(1));
    /** Content that no other test sends. */
    private final String csv = csv(contents++);

    @BeforeAll
    static void start(@TempDir Path directory) {
        sluice = Sluice.start(directory.resolve("up"), 0, 0, SETTINGS);
        first = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
        services = new ServiceInstances(directory, sluice.bootstrapServers());
        services.start(
                OTHER,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", sluice.bootstrapServers(),
                        "SLUICE_GATEWAY_UPLOAD_DEADLINE", "10s",
                        "SLUICE_GATEWAY_CLAIM_WAIT", "1s",
                        "SLUICE_GATEWAY_DUPLICATES", "refuse"));
        services.awaitReady();
    }

    @AfterAll
    static void stop() {
        services.close();
        sluice.close();
    }

    @Test
    void shouldStoreOneOfAHundredDuplicatesAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            sent.add(send(new ApiRequests(gateway(i))
                    .post("/upload?filename=many.csv", "text/csv", BodyPublishers.ofString(csv))
                    .build()));
        }
        List<HttpResponse<String>> answers =
                sent.stream().map(CompletableFuture::join).toList();

        List<String> stored = answers.stream()
                .filter(answer -> answer.statusCode() == 202)
                .map(SluiceProbe::fileId)
                .toList();
        assertThat(stored).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 202).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThat(json(answer).path("first_file_id").asString()).isEqualTo(stored.get(0));
        });
        assertThat(first.awaitEnd(stored.get(0)).status()).isEqualTo(FileStatus.PROCESSED);
    }

    /** As clients do: again while the first of the duplicates has no outcome, which takes long on a busy machine. */
    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenCompose(answer -> answer.statusCode() == 503
                                && answer.headers().firstValue("Retry-After").isPresent()
                        ? send(request)
                        : CompletableFuture.completedFuture(answer));
    }

    @Test
    void shouldStoreEachRequestOnceWhoseAnswerIsLost() throws IOException {
        Map<String, String> contentsByKey = new LinkedHashMap<>();
        for (int i = 0; i < LOST_ANSWERS; i++) {
            contentsByKey.put("lost-" + i, csv(1_000_000 + i));
        }
        for (Map.Entry<String, String> each : contentsByKey.entrySet()) {
            sendAndLeave(gateway(each.hashCode()), each.getKey(), each.getValue());
        }
        Map<String, String> files = new HashMap<>();
        for (Map.Entry<String, String> each : contentsByKey.entrySet()) {
            files.put(each.getKey(), storedAtLast(gateway(each.hashCode() + 1), each.getKey(), each.getValue()));
        }

        assertStoredOnce(files);
    }

    @Test
    void shouldStoreEachRequestOnceWhileAGatewayIsKilled() throws Exception {
        Map<String, String> files = new HashMap<>();
        int sent = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            services.awaitReady(OTHER);
            AtomicBoolean killed = new AtomicBoolean();
            List<Integer> tried = new ArrayList<>();
            int begin = sent;
            CompletableFuture<Void> uploads = CompletableFuture.runAsync(() -> {
                for (int i = begin; !killed.get(); i++) {
                    tried.add(i);
                    try {
                        send(services.probe(OTHER).url(), "killed-" + i, csv(2_000_000 + i));
                    } catch (IllegalStateException e) {
                        return;
                    }
                }
            });
            LockSupport.parkNanos(Duration.ofMillis(700L + 130L * kill).toNanos());
            services.process(OTHER).kill();
            killed.set(true);
            uploads.join();
            services.process(OTHER).restart();
            assertThat(tried).isNotEmpty();
            // The last one had no answer; the one before had.
            for (int i : tried.subList(Math.max(0, tried.size() - 3), tried.size())) {
                files.put("killed-" + i, storedAtLast(first.url(), "killed-" + i, csv(2_000_000 + i)));
            }
            sent += tried.size();
        }
        services.awaitReady(OTHER);

        assertStoredOnce(files);
    }

    /** The records that a gateway leaves which is killed between the claim and the end of its file. */
    @Test
    void shouldStoreARequestOnceWhoseGatewayDiedAfterItsClaim() throws Exception {
        String dead = "dead-" + System.nanoTime();
        String probe = "probe-" + System.nanoTime();
        String stored = storedAtLast(first.url(), probe, csv);
        String content = contentOf(stored);
        assertThat(first.delete("/files/" + stored).statusCode()).isEqualTo(204);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", sluice.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            FileEvent opened = new FileOpened(
                    dead,
                    "sensor-readings",
                    "dead.csv",
                    "timestamp,sensor_id,value",
                    "delimiter=%2C&header=present",
                    Instant.now(),
                    10_000,
                    null);
            write(producer, TOPICS.fileEvents(), FileIds.partition(dead, TOPICS.partitions()), dead, opened);
            UploadClaim claim = new ClaimMade(dead, "", "dead-key", content, true);
            write(producer, TOPICS.uploadClaims(), 0, dead, claim);
        }

        HttpResponse<String> pending = send(first.url(), "dead-key", csv);
        assertThat(pending.statusCode()).as(pending.body()).isEqualTo(503);
        assertThat(json(pending).path("code").asString()).isEqualTo("claim-pending");
        assertThat(pending.headers().firstValue("Retry-After")).isPresent();

        String file = storedAtLast(services.probe(OTHER).url(), "dead-key", csv);
        assertThat(file).isNotEqualTo(dead);
        assertThat(storedAtLast(first.url(), "dead-key", csv)).isEqualTo(file);
        assertThat(status(dead).status()).isEqualTo(FileStatus.FAILED);
    }

    @Test
    void shouldStoreAgainWhatIsDeletedOrHasFailed() {
        String deleted = storedAtLast(first.url(), "deleted", csv);
        assertThat(first.delete("/files/" + deleted).statusCode()).isEqualTo(204);
        assertThat(send(services.probe(OTHER).url(), null, csv).statusCode()).isEqualTo(202);

        String invalid = csv.replaceAll(",[0-9]+\n", ",x\n");
        String failed = storedAtLast(first.url(), "failed", invalid);
        while (!status(failed).status().terminal()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        assertThat(status(failed).status()).isEqualTo(FileStatus.FAILED);
        assertThat(storedAtLast(services.probe(OTHER).url(), "failed", invalid)).isNotEqualTo(failed);
    }

    @Test
    void shouldKeepClaimsWhenAGatewayRestarts() {
        String stored = storedAtLast(services.probe(OTHER).url(), "kept", csv);
        first.awaitEnd(stored);
        services.process(OTHER).kill();
        services.process(OTHER).restart();
        services.awaitReady(OTHER);

        HttpResponse<String> duplicate = send(services.probe(OTHER).url(), null, csv);
        assertThat(duplicate.statusCode()).as(duplicate.body()).isEqualTo(409);
        assertThat(json(duplicate).path("first_file_id").asString()).isEqualTo(stored);
        assertThat(json(duplicate).path("first_status").asString()).isEqualTo("processed");
        assertThat(storedAtLast(services.probe(OTHER).url(), "kept", csv)).isEqualTo(stored);
        HttpResponse<String> other = send(services.probe(OTHER).url(), "kept", csv + "2026-11-01T00:00:09Z,a,1\n");
        assertThat(other.statusCode()).as(other.body()).isEqualTo(422);
    }

    @Test
    void shouldStoreARepeatedRecordOnce() throws Exception {
        String record = "[{\"time_stamp\":\"2019-05-01T06:00:00Z\",\"data\":[0," + System.nanoTime() + "]}]";
        String stored = SluiceProbe.fileId(ingest(first.url(), "record", record));

        HttpResponse<String> again = ingest(services.probe(OTHER).url(), "record", record);

        assertThat(SluiceProbe.fileId(again)).isEqualTo(stored);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(first.awaitEnd(stored).validRows()).isEqualTo(1);
    }

    private static URI gateway(int number) {
        return number % 2 == 0 ? first.url() : services.probe(OTHER).url();
    }

    private static String csv(int number) {
        return "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,boiler," + number + "\n2026-11-01T00:00:01Z,pump,7\n";
    }

    private HttpResponse<String> send(URI gateway, @Nullable String key, String content) {
        var request = new ApiRequests(gateway)
                .post("/upload?filename=" + key + ".csv", "text/csv", BodyPublishers.ofString(content));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> ingest(URI gateway, String key, String record)
            throws IOException, InterruptedException {
        return http.send(
                new ApiRequests(gateway)
                        .post("/ingest", "application/json", BodyPublishers.ofString(record))
                        .header("Idempotency-Key", key)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Sends a request until its answer isn't temporary, and returns the file. */
    private String storedAtLast(URI gateway, String key, String content) {
        HttpResponse<String> answer = send(gateway, key, content);
        while (answer.statusCode() == 503 || answer.statusCode() == 429) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = send(gateway, key, content);
        }
        return SluiceProbe.fileId(answer);
    }

    /** Sends a whole request, and doesn't wait for its answer. */
    private static void sendAndLeave(URI gateway, String key, String content) throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String head = "POST /upload?filename=" + key + ".csv HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: text/csv\r\nIdempotency-Key: " + key + "\r\nContent-Length: " + content.length()
                    + "\r\n\r\n";
            socket.getOutputStream().write((head + content).getBytes(UTF_8));
            socket.getOutputStream().flush();
        }
    }

    /** Of all files of the name of a key, only the one of the answer has its rows; the others have failed. */
    private static void assertStoredOnce(Map<String, String> filesByKey) {
        filesByKey.values().forEach(file -> assertThat(first.awaitEnd(file).status())
                .isEqualTo(FileStatus.PROCESSED));
        for (Map.Entry<String, String> each : filesByKey.entrySet()) {
            JsonNode listed = first.json("/files?limit=100&q=" + each.getKey() + ".csv");
            List<String> unfailed = new ArrayList<>();
            for (JsonNode file : listed.path("files")) {
                String id = file.path("file_id").asString();
                if (!file.path("filename").asString().equals(each.getKey() + ".csv")) {
                    continue;
                }
                while (!status(id).status().terminal()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                if (status(id).status() != FileStatus.FAILED) {
                    unfailed.add(id);
                }
            }
            assertThat(unfailed).as(each.getKey()).containsExactly(each.getValue());
        }
    }

    private static FileSummary status(String fileId) {
        JsonNode json = first.json("/status/" + fileId);
        return ResultPages.summary(json);
    }

    /** The content that a file claims. */
    private static String contentOf(String fileId) {
        List<String> found = new ArrayList<>();
        Topic<String, UploadClaim> topic = TOPICS.uploadClaims();
        TopicReader.read(sluice.bootstrapServers(), topic.name(), record -> {
            UploadClaim claim = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (claim instanceof ClaimMade made && made.fileId().equals(fileId)) {
                found.add(made.content());
            }
        });
        return found.get(0);
    }

    private static <V> void write(
            KafkaProducer<byte[], byte[]> producer, Topic<String, V> topic, int partition, String key, V value)
            throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(
                        topic.name(),
                        partition,
                        key.getBytes(UTF_8),
                        topic.valueSerde().serializer().serialize(topic.name(), value)))
                .get();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.MAPPER.readTree(answer.body());
    }
}
