package dev.sluice.systemtests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a service writes for machines to read. */
@ExtendWith(SharedSluice.class)
class LogsIT {
    private final SluiceProbe sluice;

    LogsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldWriteEachLineAsJsonIfConfigured(@TempDir Path directory) throws IOException {
        try (ServiceInstances services = new ServiceInstances(directory, "none")) {
            ServiceProcess service = services.start("results-api", Map.of("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs"));
            SluiceProbe probe = services.probe("results-api");
            probe.awaitAlive(service);

            assertThat(Files.readAllLines(service.log())).isNotEmpty().allSatisfy(line -> {
                JsonNode entry = Json.MAPPER.readTree(line);
                assertThat(entry.path("message").asString()).isNotBlank();
                assertThat(Instant.parse(entry.path("@timestamp").asString())).isBefore(Instant.now());
                assertThat(entry.at("/service/name").asString()).isEqualTo("results-api");
            });
        }
    }

    @Test
    void shouldHaveTheIdInEachLineAboutAFile(@TempDir Path directory) throws IOException {
        try (ServiceInstances services = new ServiceInstances(directory, sluice.bootstrapServers())) {
            ServiceProcess service = services.start(
                    "ingest-gateway",
                    Map.of(
                            "LOGGING_STRUCTURED_FORMAT_CONSOLE",
                            "ecs",
                            "KAFKA_BOOTSTRAP_SERVERS",
                            sluice.bootstrapServers()));
            services.awaitReady();
            // Its first chunk is stored before the gateway sees that a quote is never closed.
            String rows = "2026-11-01T10:00:00Z,boiler,20.5\n".repeat(30_000);
            byte[] csv = ("timestamp,sensor_id,value\n" + rows + '"' + rows).getBytes(UTF_8);
            HttpResponse<String> refusal = services.probe("ingest-gateway").uploadRaw("open-quote.csv", csv);

            String id = Json.MAPPER.readTree(refusal.body()).path("file_id").asString();
            assertThat(refusal.statusCode()).isEqualTo(422);
            assertThat(Files.readAllLines(service.log()))
                    .map(Json.MAPPER::readTree)
                    .filteredOn(entry -> entry.path("message").asString().contains(id))
                    .isNotEmpty()
                    .allSatisfy(entry ->
                            assertThat(entry.path("file_id").asString()).isEqualTo(id));
        }
    }
}
