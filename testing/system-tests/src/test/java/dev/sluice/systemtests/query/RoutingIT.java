package dev.sluice.systemtests.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.page.ResultPages;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.ownership.Ownership;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.BrokerProcess;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Two aggregators, of which one dies or is stopped for a while, and results-api in front of them. */
class RoutingIT {
    private static final int PARTITIONS = 2;
    private static final Topics TOPICS = TopicSettings.read(new Settings(Map.of()));

    private static final List<Aggregator> AGGREGATORS = new ArrayList<>();
    private static BrokerProcess broker;
    private static ServiceProcess resultsApi;
    private static SluiceProbe results;
    private static KafkaProducer<String, byte[]> producer;
    private static int fileNumber;

    private record Aggregator(ServiceProcess process, SluiceProbe probe, Path stateDir) {
        /** What it says of itself; nothing while it says nothing. */
        boolean isActive(int partition) {
            return ownership().owners().stream()
                    .anyMatch(owner -> owner.partition() == partition && url().equals(owner.active()));
        }

        boolean hasCopy(int partition) {
            return ownership().owners().stream()
                    .anyMatch(owner ->
                            owner.partition() == partition && owner.standbys().contains(url()));
        }

        private Ownership ownership() {
            try {
                HttpResponse<String> response = probe.get("/internal/ownership");
                return response.statusCode() == 200
                        ? Json.MAPPER.readValue(response.body(), Ownership.class)
                        : new Ownership(url(), PARTITIONS, List.of());
            } catch (IllegalStateException e) {
                return new Ownership(url(), PARTITIONS, List.of());
            }
        }

        private String url() {
            return probe.url().toString();
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        broker = BrokerProcess.start(directory.resolve("broker"), 0);
        AGGREGATORS.add(aggregator(directory, "one"));
        AGGREGATORS.add(aggregator(directory, "two"));
        int port = FreePorts.next();
        resultsApi = ServiceProcess.service(
                "results-api",
                Map.of(
                        "SERVER_PORT",
                        Integer.toString(port),
                        "SLUICE_RESULTS_AGGREGATORS",
                        AGGREGATORS.get(0).url() + "," + AGGREGATORS.get(1).url()),
                directory.resolve("results-api.log"));
        results = new SluiceProbe(URI.create("http://127.0.0.1:" + port), broker.bootstrapServers());
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        AGGREGATORS.forEach(each -> each.probe().awaitReady(each.process()));
        results.awaitReady(resultsApi);
    }

    @AfterAll
    static void stop() {
        producer.close();
        resultsApi.close();
        AGGREGATORS.forEach(each -> each.process().close());
        broker.close();
    }

    @Test
    void shouldReturnFinishedFilesFromTheStandbyWhenTheOwnerIsKilled() throws Exception {
        Set<String> all = new HashSet<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            all.add(endedFile(partition));
        }
        int partition = 1;
        Aggregator owner = awaitOwnerAndCopy(partition);
        Aggregator other = otherThan(owner);
        String ended = endedFile(partition);
        all.add(ended);
        awaitTrue(() ->
                other.probe().get("/internal/files/" + ended + "?from=standby").statusCode() == 200);
        awaitTrue(() -> listed().containsAll(all));

        owner.process().kill();

        int fromStandby = 0;
        while (!other.isActive(partition)) {
            // Whichever instance takes over in the middle of it, a file that has ended is never unknown.
            HttpResponse<String> status = results.get("/status/" + ended);
            assertThat(status.statusCode()).as(status.body()).isIn(200, 503);
            if (status.statusCode() == 200) {
                assertThat(summary(status).totalRows()).isEqualTo(2);
                fromStandby++;
            }
            assertComplete(all, results.get("/files"));
            assertThat(results.get("/status/" + unusedId(partition)).statusCode())
                    .isIn(503, 404);
        }
        assertThat(fromStandby).as("answers from the standby").isPositive();
        awaitTrue(() -> !results.json("/files").path("partial").asBoolean());
        assertThat(listed()).containsAll(all);
        awaitTrue(() -> results.get("/status/" + unusedId(partition)).statusCode() == 404);
        awaitTrue(() -> results.get("/datasets/sensor-readings/series/boiler").statusCode() == 200);

        owner.process().restart();
        owner.probe().awaitReady(owner.process());
    }

    @Test
    void shouldNotReturnStaleAnswersAfterAPause() throws Exception {
        int partition = 0;
        Aggregator owner = awaitOwnerAndCopy(partition);
        Aggregator other = otherThan(owner);
        String ended = endedFile(partition);
        String open = unusedId(partition);
        sendRow(open);
        // A row alone, without an event, is nothing that a query waits for.
        awaitTrue(() -> results.get("/status/" + open).statusCode() == 200);
        results.await(open, file -> file.totalRows() == 1);
        awaitTrue(() ->
                other.probe().get("/internal/files/" + ended + "?from=standby").statusCode() == 200);

        owner.process().pause();
        List<CompletableFuture<HttpResponse<String>>> inTheQueue = IntStream.range(0, 20)
                .mapToObj(i -> owner.probe().getAsync("/internal/files/" + open))
                .toList();
        awaitTrue(() -> results.get("/status/" + ended).statusCode() == 200);
        awaitTrue(() -> other.isActive(partition));
        sendRow(open);
        close(open, 2);
        assertThat(results.awaitEnd(open).totalRows()).isEqualTo(2);

        owner.process().resume();
        for (CompletableFuture<HttpResponse<String>> waiting : inTheQueue) {
            assertNotStale(waiting.join());
        }
        for (int i = 0; i < 100 || owner.probe().get("/readyz").statusCode() != 200; i++) {
            assertNotStale(owner.probe().get("/internal/files/" + open));
            assertNotStale(results.get("/status/" + open));
        }
        assertThat(results.awaitEnd(open).totalRows()).isEqualTo(2);
        // Its transaction was aborted in the meantime; it goes on all the same.
        owner.probe().awaitReady(owner.process());
    }

    @Test
    void shouldNotReturnADeletedFileFromAStandbyThatLacksTheDeletion() throws Exception {
        int partition = 1;
        Aggregator owner = awaitOwnerAndCopy(partition);
        Aggregator other = otherThan(owner);
        String deleted = endedFile(partition);
        String standby = "/internal/files/" + deleted + "?from=standby";
        awaitTrue(() -> other.probe().get(standby).statusCode() == 200);

        other.process().pause();
        awaitTrue(() -> results.delete("/files/" + deleted).statusCode() != 503);
        List<CompletableFuture<HttpResponse<String>>> inTheQueue = IntStream.range(0, 20)
                .mapToObj(i -> other.probe().getAsync(standby))
                .toList();
        owner.process().kill();
        other.process().resume();

        for (CompletableFuture<HttpResponse<String>> waiting : inTheQueue) {
            assertThat(waiting.join().statusCode()).isEqualTo(503);
        }
        awaitGone(deleted);
        assertThat(other.isActive(partition)).isTrue();
        owner.process().restart();
        owner.probe().awaitReady(owner.process());
    }

    @Test
    void shouldNotReturnADeletedFileFromAStoreThatIsRestoring() throws Exception {
        int partition = 0;
        String deleted = endedFile(partition);
        String large = unusedId(partition);
        int series = 50_000;
        for (int i = 0; i < series; i++) {
            var unused = producer.send(row(large, "s" + i));
        }
        producer.flush();
        results.await(large, file -> file.totalRows() == series);
        awaitTrue(() -> results.delete("/files/" + deleted).statusCode() != 503);
        assertThat(results.get("/status/" + deleted).statusCode()).isEqualTo(404);

        AGGREGATORS.forEach(each -> each.process().kill());
        for (Aggregator each : AGGREGATORS) {
            FileSystemUtils.deleteRecursively(each.stateDir());
            each.process().restart();
        }

        awaitGone(deleted);
        results.await(large, file -> file.totalRows() == series);
        AGGREGATORS.forEach(each -> each.probe().awaitReady(each.process()));
    }

    @Test
    void shouldRefuseACopyOfTheStateDirectoryOfARunningInstance(@TempDir Path directory) throws Exception {
        Path original = AGGREGATORS.get(0).stateDir();
        List<String> names =
                List.of("instance-name", "state-identity", "sluice.aggregator/kafka-streams-process-metadata");
        for (String name : names) {
            Path copy = directory.resolve("copy").resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(original.resolve(name), copy);
        }

        Aggregator copy = aggregator(directory, "copy");

        assertThat(copy.process().awaitExit()).isEqualTo(1);
        assertThat(copy.process().log())
                .content()
                .contains("the state directory " + copy.stateDir()
                        + " is a copy of the directory of a running instance: member ");
        assertThat(AGGREGATORS.get(0).process().isAlive()).isTrue();
    }

    /** Asks everywhere until the file is known to be gone; until then it is shown nowhere. */
    private static void awaitGone(String deleted) {
        boolean gone = false;
        while (!gone) {
            HttpResponse<String> status = results.get("/status/" + deleted);
            assertThat(status.statusCode()).as(status.body()).isIn(404, 503);
            gone = status.statusCode() == 404;
            assertThat(listed()).doesNotContain(deleted);
            for (Aggregator each : AGGREGATORS) {
                try {
                    assertThat(each.probe()
                                    .get("/internal/files/" + deleted + "?from=standby")
                                    .statusCode())
                            .isNotEqualTo(200);
                } catch (IllegalStateException e) {
                    // It isn't there now.
                }
            }
        }
    }

    private static void assertNotStale(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 503);
        if (response.statusCode() == 200) {
            assertThat(summary(response).provisional()).isFalse();
            assertThat(summary(response).totalRows()).isEqualTo(2);
        }
    }

    /** All that has ended, unless the list says itself that something is missing. */
    private static void assertComplete(Set<String> ended, HttpResponse<String> files) {
        assertThat(files.statusCode()).as(files.body()).isIn(200, 503);
        JsonNode page = Json.MAPPER.readTree(files.body());
        if (files.statusCode() == 200 && !page.path("partial").asBoolean()) {
            assertThat(idsIn(page)).containsAll(ended);
        }
    }

    private static Set<String> listed() {
        HttpResponse<String> files = results.get("/files?limit=1000");
        return files.statusCode() == 200 ? idsIn(Json.MAPPER.readTree(files.body())) : Set.of();
    }

    private static Set<String> idsIn(JsonNode page) {
        Set<String> ids = new HashSet<>();
        page.path("files").forEach(file -> ids.add(file.path("file_id").asString()));
        return ids;
    }

    private static FileSummary summary(HttpResponse<String> status) {
        return ResultPages.summary(Json.MAPPER.readTree(status.body()));
    }

    /** The owner of a partition, once the other instance has a copy of it. */
    private static Aggregator awaitOwnerAndCopy(int partition) {
        while (true) {
            for (Aggregator each : AGGREGATORS) {
                if (each.isActive(partition) && otherThan(each).hasCopy(partition)) {
                    return each;
                }
            }
            pause();
        }
    }

    private static Aggregator otherThan(Aggregator one) {
        return AGGREGATORS.get(0) == one ? AGGREGATORS.get(1) : AGGREGATORS.get(0);
    }

    /** A file in a partition that has come to its end with two rows. */
    private static String endedFile(int partition) throws ExecutionException, InterruptedException {
        String id = unusedId(partition);
        sendRow(id);
        sendRow(id);
        close(id, 2);
        assertThat(results.awaitEnd(id).totalRows()).isEqualTo(2);
        return id;
    }

    private static String unusedId(int partition) {
        while (true) {
            String id = "file-" + fileNumber++;
            if (FileIds.partition(id, PARTITIONS) == partition) {
                return id;
            }
        }
    }

    /** A row of an open stream, as any producer would write it. */
    private static void sendRow(String fileId) throws ExecutionException, InterruptedException {
        producer.send(row(fileId, "boiler")).get();
    }

    private static ProducerRecord<String, byte[]> row(String fileId, String sensor) {
        String row = "{\"file_id\":\"" + fileId + "\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"sensor_id\":\"" + sensor
                + "\",\"value\":20.5}";
        return new ProducerRecord<>(TOPICS.validRows().name(), fileId, row.getBytes(StandardCharsets.UTF_8));
    }

    private static void close(String fileId, long rows) throws ExecutionException, InterruptedException {
        StreamEvent closed = new StreamClosed(fileId, rows);
        producer.send(new ProducerRecord<>(
                        TOPICS.streamEvents().name(),
                        fileId,
                        TOPICS.streamEvents()
                                .valueSerde()
                                .serializer()
                                .serialize(TOPICS.streamEvents().name(), closed)))
                .get();
    }

    private static Aggregator aggregator(Path directory, String name) {
        int port = FreePorts.next();
        URI url = URI.create("http://127.0.0.1:" + port);
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "SERVER_PORT", Integer.toString(port),
                "SLUICE_AGGREGATOR_ADVERTISED_URL", url.toString(),
                "SLUICE_AGGREGATOR_STATE_DIR", directory.resolve(name).toString(),
                "SLUICE_AGGREGATOR_STANDBYS", "1",
                "SLUICE_AGGREGATOR_THREADS", "1",
                "SLUICE_AGGREGATOR_COMBINE_THREADS", "1",
                "SLUICE_TOPICS_PARTITIONS", Integer.toString(PARTITIONS),
                "SLUICE_TOPICS_ROW_PARTITIONS", "2"));
        return new Aggregator(
                ServiceProcess.service("aggregator", environment, directory.resolve("aggregator-" + name + ".log")),
                new SluiceProbe(url, broker.bootstrapServers()),
                directory.resolve(name));
    }

    private static void awaitTrue(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(100_000_000);
    }
}
