package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.SluiceProbe;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Resumable uploads at two gateways that are killed. By default small; {@code -Dresumable.uploads=20
 * -Dresumable.megabytes=200 -Dresumable.kills=40 "-Dtests.hang=2 h"} is the long run, of about half an hour.
 */
class ResumableUploadIT {
    private static final int UPLOADS = Integer.getInteger("resumable.uploads", 4);
    private static final int MEGABYTES = Integer.getInteger("resumable.megabytes", 12);
    private static final int KILLS = Integer.getInteger("resumable.kills", 6);
    private static final List<String> GATEWAYS = List.of("ingest-gateway-2", "ingest-gateway-3");
    private static final String SHORT = "ingest-gateway-4";

    private static Sluice sluice;
    private static ServiceInstances services;
    private static SluiceProbe all;

    @BeforeAll
    static void start(@TempDir Path directory) {
        sluice = Sluice.start(directory.resolve("up"), 0, 0, Map.of());
        all = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
        services = new ServiceInstances(directory, sluice.bootstrapServers());
        GATEWAYS.forEach(name -> services.start(name, Map.of("KAFKA_BOOTSTRAP_SERVERS", sluice.bootstrapServers())));
        services.start(
                SHORT,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        sluice.bootstrapServers(),
                        "SLUICE_GATEWAY_RESUMABLE_EXPIRE",
                        "3s",
                        "SLUICE_GATEWAY_PROGRESS_INTERVAL",
                        "500ms"));
        services.awaitReady();
    }

    @AfterAll
    static void stop() {
        services.close();
        sluice.close();
    }

    @Test
    void shouldStoreFilesExactlyWhileGatewaysAreKilled() throws Exception {
        List<URI> gateways =
                GATEWAYS.stream().map(name -> services.probe(name).url()).toList();
        Map<String, QuotedCsv> stored = new ConcurrentHashMap<>();
        AtomicBoolean killed = new AtomicBoolean();
        AtomicInteger number = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(UPLOADS);
        try {
            Callable<Void> client = () -> {
                ResumableClient uploads = new ResumableClient(gateways, new Random(number.get()));
                do {
                    QuotedCsv file = new QuotedCsv(number.incrementAndGet(), MEGABYTES * 1_000_000 / 54);
                    stored.put(uploads.upload(file), file);
                } while (!killed.get());
                broken.addAndGet(uploads.broken());
                return null;
            };
            List<Future<Void>> running = IntStream.range(0, UPLOADS)
                    .mapToObj(i -> clients.submit(client))
                    .toList();
            for (int kill = 0; kill < KILLS; kill++) {
                String gateway = GATEWAYS.get(kill % GATEWAYS.size());
                services.awaitReady(gateway);
                LockSupport.parkNanos(
                        Duration.ofMillis(900L + 170L * (kill % 7)).toNanos());
                services.process(gateway).kill();
                services.process(gateway).restart();
            }
            killed.set(true);
            for (Future<Void> each : running) {
                each.get();
            }
        } finally {
            clients.shutdownNow();
        }

        assertThat(broken.get()).as("parts that were broken").isPositive();
        assertThat(stored).hasSizeGreaterThanOrEqualTo(UPLOADS);
        stored.forEach(ResumableUploadIT::assertExact);
        System.out.println(stored.size() + " files of " + MEGABYTES + " MB, " + KILLS + " kills, " + broken
                + " broken parts; peak memory of a gateway "
                + services.process(GATEWAYS.get(0)).peakMemoryKiB() / 1024 + " MiB");
    }

    private static void assertExact(String fileId, QuotedCsv file) {
        FileSummary summary = all.awaitEnd(fileId);
        assertThat(summary.status()).as(String.valueOf(summary.reason())).isEqualTo(FileStatus.PROCESSED);
        assertThat(summary.validRows()).isEqualTo(file.rows());
        JsonNode series = all.allSeries(fileId);
        file.expected().forEach((sensor, figures) -> {
            assertThat(series.path(sensor).path("count").asLong()).as(sensor).isEqualTo(figures[0]);
            assertThat(series.path(sensor).path("sum").asLong()).as(sensor).isEqualTo(figures[1]);
        });
    }

    @Test
    void shouldFailAnUploadThatIsNotContinued() {
        URI gateway = services.probe(SHORT).url();
        byte[] csv = ("timestamp,sensor_id,value\n" + "2026-11-01T00:00:00Z,a,1\n".repeat(10_000)).getBytes(UTF_8);
        String path = send(gateway, "POST", "/uploads", new byte[0], "Upload-Length", Integer.toString(csv.length * 2))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        HttpResponse<String> part = send(
                gateway, "PATCH", path, csv, "Upload-Offset", "0", "Content-Type", "application/offset+octet-stream");
        assertThat(part.statusCode()).as(part.body()).isEqualTo(204);

        FileSummary summary = all.awaitEnd(path.replace("/uploads/", ""));

        assertThat(summary.status()).isEqualTo(FileStatus.FAILED);
        assertThat(String.valueOf(summary.reason())).contains("abandoned");
        assertThat(send(services.probe(GATEWAYS.get(0)).url(), "HEAD", path, new byte[0])
                        .statusCode())
                .isEqualTo(410);
    }

    private static HttpResponse<String> send(URI gateway, String method, String path, byte[] body, String... headers) {
        var request = new ApiRequests(gateway)
                .get(path)
                .header("Tus-Resumable", "1.0.0")
                .method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new RawClient(Duration.ofSeconds(10))
                .sendAsync(request.build(), BodyHandlers.ofString())
                .join();
    }
}
