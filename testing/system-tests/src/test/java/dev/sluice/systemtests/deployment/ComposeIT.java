package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SlowUpload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The services as the compose file runs them, each in a separate process, some of which are killed. */
class ComposeIT {
    private static ComposedServices services;

    @BeforeAll
    static void startServices(@TempDir Path directory) throws IOException {
        services = ComposedServices.start(directory);
    }

    @AfterAll
    static void stopServices() {
        services.close();
    }

    @Test
    void shouldRunAFileThroughWithTheEnvironmentOfTheComposeFile() throws IOException {
        GeneratedCsv file = new GeneratedCsv(7, 20, 0.1);

        services.probes().assertExact(services.probes().upload("composed.csv", file, 2_000), file);
    }

    /** The process is killed while rows are under way, and more are to come; it starts again in its old directory. */
    @ParameterizedTest
    @ValueSource(strings = {"row-splitter", "aggregator"})
    void shouldEndExactlyWhenAServiceIsKilledInTheMiddleOfAFile(String service) throws IOException {
        GeneratedCsv file = new GeneratedCsv(service.hashCode(), 100, 0.02);
        SlowUpload upload = services.probes().begin(service + ".csv", file, 150_000);
        upload.send(50_000);

        services.process(service).kill();
        upload.send(50_000);
        services.process(service).restart();
        upload.send(50_000);

        FileSummary end = services.probes().assertExact(upload.finish(), file);
        assertThat(end.totalRows()).isEqualTo(300_000);
        services.awaitReady();
    }

    /** The page comes from results-api, and uploads to another origin. */
    @Test
    void shouldUploadFromThePageAndReportAnUnreachableGateway() throws IOException {
        try (Browser browser = Browser.open(services.probes().results().url())) {
            browser.visit("#/");
            browser.awaitText("#system", "All systems up");
            browser.awaitText("#system", "gateway");
            browser.find("select[name=dataset] option[value=song-plays]");
            browser.find("#picker")
                    .sendKeys(Repository.ROOT
                            .resolve("samples")
                            .resolve("sensor_data.csv")
                            .toString());
            browser.awaitText(".badge", "processed");
            assertThat(browser.consoleErrors()).isEmpty();

            services.process("ingest-gateway").kill();
            browser.awaitText("#system", "Down: gateway (does not answer)");
            services.process("ingest-gateway").restart();
            browser.awaitText("#system", "All systems up");
        }
        services.awaitReady();
    }

    @Test
    void shouldOrderServicesByHealthAndRestartThem() {
        for (String name : List.of("kafka", "ingest-gateway", "row-splitter", "aggregator", "results-api")) {
            Map<String, Object> service = services.compose().service(name);
            assertThat(service)
                    .as(name)
                    .containsEntry("restart", "unless-stopped")
                    .containsKey("healthcheck");
            if (!name.equals("kafka")) {
                assertThat(service.get("depends_on").toString()).as(name).contains("condition=service_healthy");
            }
        }
    }
}
