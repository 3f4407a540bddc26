package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.BaseImages;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.Kcat;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SlowUpload;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code docker compose up --build} on a real engine; it needs the ports that the file publishes. */
@Tag("containers")
class ContainersIT {
    private static final List<String> SERVICES = List.of("ingest-gateway", "row-splitter", "aggregator", "results-api");
    private static final String BROKER = "localhost:19092";
    private static final ServiceProbes PROBES = new ServiceProbes(probe(8080), probe(8081));
    private static final ComposeFile FILE = ComposeFile.read("docker-compose.yml");

    private static ComposeProject project;

    @BeforeAll
    static void up() {
        project = ComposeProject.up("docker-compose.yml", "sluice-test");
    }

    @AfterAll
    static void down() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void shouldProcessAFile() throws IOException {
        GeneratedCsv file = new GeneratedCsv(7, 20, 0.1);

        PROBES.assertExact(PROBES.upload("contained.csv", file, 2_000), file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "row-splitter", "aggregator"})
    void shouldEndAFileExactlyWhenAContainerDiesInTheMiddleOfIt(String service) throws IOException {
        GeneratedCsv file = new GeneratedCsv(service.hashCode(), 100, 0.02);
        SlowUpload upload = PROBES.begin(service + ".csv", file, 100_000);

        project.killProcess(service);
        upload.send(20_000);

        PROBES.assertExact(upload.finish(), file);
        project.awaitHealthy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"row-splitter", "aggregator"})
    void shouldEndAFileExactlyWhenAContainerLosesItsNetworkInTheMiddleOfIt(String service) throws IOException {
        GeneratedCsv file = new GeneratedCsv(service.length(), 100, 0.02);
        SlowUpload upload = PROBES.begin("cut-" + service + ".csv", file, 100_000);

        project.disconnect(service);
        try {
            upload.send(20_000);
        } finally {
            project.reconnect(service);
        }
        upload.send(20_000);

        PROBES.assertExact(upload.finish(), file);
        project.awaitHealthy();
    }

    /** The page comes from results-api, and uploads to another origin. */
    @Test
    void shouldUploadFromThePageAndReportAnUnreachableGateway() throws IOException {
        try (Browser browser = Browser.open(PROBES.results().url())) {
            browser.visit("#/");
            browser.awaitText("#system", "All systems up");
            browser.awaitText("#system", "gateway");
            browser.find("select[name=dataset] option[value=song-plays]");
            browser.find("#picker")
                    .sendKeys(Repository.ROOT.resolve("samples/sensor_data.csv").toString());
            browser.awaitText(".badge", "processed");
            assertThat(browser.consoleErrors()).isEmpty();

            project.stop("ingest-gateway");
            browser.awaitText("#system", "Down: gateway (does not answer)");
            project.up();
            browser.awaitText("#system", "All systems up");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "results-api"})
    void shouldRestartAContainerBetweenFiles(String service) throws IOException {
        project.killProcess(service);

        project.awaitHealthy();
        GeneratedCsv file = new GeneratedCsv(service.length(), 5, 0.1);
        PROBES.assertExact(PROBES.upload("restarted.csv", file, 500), file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api"})
    void shouldWriteOnlyToItsVolumeAndHaveNoRights(String service) {
        assertThat(project.exec(service, "id", "-u").strip()).isEqualTo("10001");
        assertThat(project.exec(service, "grep", "CapEff", "/proc/1/status").strip())
                .endsWith("\t0000000000000000");
        assertThat(project.diff(service)).isEmpty();
        JsonNode host = project.inspect(service).path("HostConfig");
        assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
        assertThat(host.path("Memory").asLong()).isEqualTo(FILE.memory(service));
        assertThat(project.exec(service, "sh", "-c", "touch /sluice/file 2>&1 || true"))
                .contains("Read-only");
    }

    /** With the profile {@code observability}, but without Grafana. */
    @Test
    void shouldBeMonitoredByPrometheus() throws IOException {
        BaseImages.get("prometheus");
        project.up("prometheus");
        PrometheusProbe prometheus = new PrometheusProbe(URI.create("http://localhost:9090"));
        prometheus.await("up{job=\"sluice\"} == 1", SERVICES.size());
        assertThat(prometheus.firing()).isEmpty();

        GeneratedCsv file = new GeneratedCsv(31, 20, 0.1);
        PROBES.assertExact(PROBES.upload("monitored.csv", file, 1_000), file);
        for (String query : Observability.panels()) {
            prometheus.await(query, 1);
        }
        new Kcat(BROKER).run("no event\n", "-P", "-t", "sluice.stream-events", "-k", "boiler");
        prometheus.awaitAlert("SluiceDeadLetters");
    }

    @Test
    void shouldStopWithinItsGracePeriodAndKeepResultsInItsVolumes() throws IOException {
        GeneratedCsv file = new GeneratedCsv(17, 20, 0.1);
        String id = PROBES.upload("kept.csv", file, 500);
        PROBES.results().awaitEnd(id);

        project.stop();

        for (String service : SERVICES) {
            JsonNode state = project.inspect(service).path("State");
            // 143: it ended on SIGTERM. The engine kills what is alive after the grace period: 137.
            assertThat(state.path("ExitCode").asInt()).as(service).isEqualTo(143);
            assertThat(state.path("OOMKilled").asBoolean()).as(service).isFalse();
        }
        project.down();
        project.up();
        PROBES.assertExact(id, file);
    }

    private static SluiceProbe probe(int port) {
        return new SluiceProbe(URI.create("http://localhost:" + port), BROKER);
    }
}
