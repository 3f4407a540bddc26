package dev.sluice.systemtests.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.Upload;
import dev.sluice.client.UploadContent;
import dev.sluice.client.UploadProgress;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.BuiltSluice;
import dev.sluice.systemtests.support.FaultyProxy;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client and the command line go on with large uploads where they broke off. */
class ResumedUploadIT {
    private static final String GATEWAY = "ingest-gateway-2";
    private static final int ROWS = 1_000_000;

    private static Sluice sluice;
    private static ServiceInstances services;
    private static SluiceProbe probe;

    @TempDir
    private Path directory;

    private GeneratedCsv csv;
    private Path file;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        sluice = Sluice.start(data.resolve("up"), 0, 0, Map.of());
        probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
        services = new ServiceInstances(data, sluice.bootstrapServers());
        services.start(GATEWAY, Map.of("KAFKA_BOOTSTRAP_SERVERS", sluice.bootstrapServers()));
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
        services.awaitReady();
    }

    @AfterAll
    static void stop() {
        services.close();
        sluice.close();
    }

    @BeforeEach
    void begin() {
        csv = new GeneratedCsv(System.nanoTime(), 10, 0.01);
        file = directory.resolve("large.csv");
    }

    @Test
    void shouldGoOnAtAnotherGatewayAfterTheDeathOfOne() throws Exception {
        write(ROWS);
        URI mortal = services.probe(GATEWAY).url();
        AtomicInteger resumed = new AtomicInteger();
        try (FaultyProxy network = FaultyProxy.of(mortal)) {
            network.cutAfter(Files.size(file) / 4 * 3);
            SluiceClient client = new SluiceClient(ClientSettings.of(sluice.url())
                    .withGateways(network.url(), sluice.url())
                    .withPatience(Duration.ofMinutes(5))
                    .withResumableFrom(1));

            String id = client.upload(Upload.named("mortal.csv"), UploadContent.of(file), new UploadProgress() {
                @Override
                public void sent(long bytes) {}

                @Override
                public void interrupted() {
                    services.process(GATEWAY).kill();
                }

                @Override
                public void resumed(long bytes) {
                    assertThat(bytes).isPositive();
                    resumed.incrementAndGet();
                }
            });

            assertExact(id);
        }
        assertThat(resumed).hasPositiveValue();
        services.process(GATEWAY).restart();
        services.awaitReady();
    }

    @Test
    void shouldGoOnInTheCommandLineAfterARestart() throws Exception {
        file = directory.resolve("restarted.csv");
        // More than the 64 MiB from which the command line resumes.
        write(2_000_000);
        assertThat(Files.size(file)).isGreaterThan(64L << 20);
        try (FaultyProxy network = FaultyProxy.of(sluice.url())) {
            network.cutAfter(40L << 20);
            Process process = process(network.url());
            while (!network.isCut()) {
                assertThat(process.isAlive()).isTrue();
                LockSupport.parkNanos(50_000_000);
            }
            network.restore();

            String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(error).isZero();
            assertThat(error).containsPattern("connection lost, going on at [0-9]+ %");
        }
        assertExact(probe.awaitFile("filename", "restarted.csv"));
    }

    @Test
    void shouldDeleteTheUploadOfACommandThatIsStopped() throws Exception {
        file = directory.resolve("stopped.csv");
        write(2_000_000);
        try (FaultyProxy network = FaultyProxy.of(sluice.url())) {
            network.cutAfter(40L << 20);
            Process process = process(network.url());
            while (!network.isCut()) {
                assertThat(process.isAlive()).isTrue();
                LockSupport.parkNanos(50_000_000);
            }
            network.restore();
            // It closes no streams, other than Process.destroy().
            process.toHandle().destroy();

            assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                    .contains("cancelled; an upload that isn't complete is deleted");
        }
        assertThat(probe.awaitEnd(probe.awaitFile("filename", "stopped.csv")).status())
                .isEqualTo(FileStatus.FAILED);
    }

    private Process process(URI url) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                BuiltSluice.launcher().toString(), "process", "--url", url.toString(), "--json", file.toString()));
        builder.environment().putAll(BuiltSluice.environment());
        builder.redirectOutput(directory.resolve("out.json").toFile());
        return builder.start();
    }

    private void write(int rows) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            csv.writeHeader(out);
            csv.writeRows(out, rows);
        }
    }

    private void assertExact(String id) {
        FileSummary end = probe.awaitEnd(id);
        assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(end.validRows()).isEqualTo(csv.validLines().cardinality());
        assertThat(end.invalidRows()).isEqualTo(csv.invalidLines().cardinality());
        csv.reference().assertEquals(probe.allSeries(id));
    }
}
