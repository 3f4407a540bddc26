package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a service writes for machines to read. */
class LogsIT {
    @Test
    void shouldWriteEachLineAsJsonWhereThatIsAskedFor(@TempDir Path directory) throws IOException {
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
}
