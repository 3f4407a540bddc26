package dev.sluice.systemtests.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.schemas.message.Json;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is generated against what a Sluice makes of it. */
@ExtendWith(SharedSluice.class)
class GeneratedFilesIT {
    private final SluiceProbe sluice;

    GeneratedFilesIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensor-readings", "song-plays", "measurements"})
    void shouldProduceTheExpectedResults(String dataset) {
        StringWriter out = new StringWriter();
        picocli.CommandLine line = SluiceCommand.commandLine();
        line.setOut(new PrintWriter(out, true));

        int code = line.execute(
                "load",
                "--files",
                "20",
                "--rows",
                "200",
                "--invalid",
                "10%",
                "--errors",
                "--dataset",
                dataset,
                "--json",
                "--url",
                sluice.url().toString());

        assertThat(code).as(out.toString()).isZero();
        JsonNode report = Json.MAPPER.readTree(out.toString());
        assertThat(report.path("exact").asInt()).isEqualTo(19);
        assertThat(report.path("refused").asInt()).isEqualTo(1);
        assertThat(report.at("/answers/202").asInt()).isEqualTo(19);
    }
}
