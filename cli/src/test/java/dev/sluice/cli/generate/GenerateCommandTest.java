package dev.sluice.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.cli.option.SizeArgument;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class GenerateCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldMakeTheSameFileAgain() throws IOException {
        assertThat(run("a.csv", "--rows", "500", "--seed", "7")).isEqualTo(0);
        assertThat(run("b.csv", "--rows", "500", "--seed", "7")).isEqualTo(0);
        assertThat(run("c.csv", "--rows", "500", "--seed", "8")).isEqualTo(0);

        assertThat(directory.resolve("a.csv")).hasSameBinaryContentAs(directory.resolve("b.csv"));
        assertThat(Files.readString(directory.resolve("c.csv")))
                .isNotEqualTo(Files.readString(directory.resolve("a.csv")));
        assertThat(Files.readAllLines(directory.resolve("a.csv"))).hasSize(501);
    }

    /** Against sums of this test's own, in doubles. */
    @Test
    void shouldWriteTheExpectedResult() throws IOException {
        Path expected = directory.resolve("expected.json");
        assertThat(run(
                        "a.csv",
                        "--rows",
                        "2000",
                        "--sensors",
                        "5",
                        "--invalid",
                        "10",
                        "--expected",
                        expected.toString()))
                .isEqualTo(0);

        Map<String, List<Double>> values = new HashMap<>();
        long invalid = 0;
        for (String line : Files.readAllLines(directory.resolve("a.csv")).subList(1, 2_001)) {
            String[] cells = line.split(",", -1);
            if (cells.length == 3 && cells[0].startsWith("2026") && !cells[1].isEmpty() && !cells[2].equals("n/a")) {
                values.computeIfAbsent(cells[1], name -> new ArrayList<>()).add(Double.valueOf(cells[2]));
            } else {
                invalid++;
            }
        }

        JsonNode document = Json.MAPPER.readTree(expected);
        assertThat(document.path("status").asString()).isEqualTo("partial");
        assertThat(document.path("total_rows").asLong()).isEqualTo(2_000);
        assertThat(document.path("invalid_rows").asLong()).isEqualTo(invalid).isPositive();
        assertThat(document.path("aggregated_data").propertyNames())
                .containsExactlyInAnyOrderElementsOf(values.keySet());
        values.forEach((name, of) -> {
            JsonNode figures = document.path("aggregated_data").path(name);
            double avg = of.stream().mapToDouble(v -> v).average().orElseThrow();
            double variance = of.stream()
                    .mapToDouble(v -> (v - avg) * (v - avg))
                    .average()
                    .orElseThrow();
            assertThat(figures.path("count").asLong()).isEqualTo(of.size());
            assertThat(figures.path("min").asDouble())
                    .isEqualTo(of.stream().mapToDouble(v -> v).min().orElseThrow());
            assertThat(figures.path("max").asDouble())
                    .isEqualTo(of.stream().mapToDouble(v -> v).max().orElseThrow());
            assertThat(figures.path("avg").asDouble()).isCloseTo(avg, within(1e-9 * Math.abs(avg)));
            assertThat(figures.path("std_dev").asDouble()).isCloseTo(Math.sqrt(variance), within(1e-6));
        });
    }

    @Test
    void shouldMakeAFileOfTheSizeThatIsAskedFor() throws IOException {
        assertThat(run("a.csv", "--size", "200kB")).isEqualTo(0);

        assertThat(Files.size(directory.resolve("a.csv"))).isBetween(200_000L, 200_128L);
        assertThat(Files.readString(directory.resolve("a.csv"))).endsWith("\n");
        assertThat(err.toString()).matches("wrote [0-9,]+ rows, 195.3 KiB, to .*a.csv\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "200kB, 200000", "1GB, 1000000000", "1.5 MiB, 1572864", "2k, 2000", "7B, 7"})
    void shouldReadSizes(String text, long bytes) {
        assertThat(new SizeArgument().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "--size, large, expected a size such as 200kB",
        "--size, 0, --size: expected at least 1 byte",
        "--dataset, weather, 'expected one of sensor-readings, song-plays, measurements, found weather'",
        "--rows, 0, --rows: expected at least 1",
        "--sensors, 0, --sensors: expected at least 1",
        "--invalid, 101, expected 0 to 100 of a hundred",
        "--invalid, few, expected a number such as 2 or 2%"
    })
    void shouldReportAnInvalidOption(String option, String value, String words) {
        assertThat(run("a.csv", option, value)).isEqualTo(2);

        assertThat(err.toString()).contains(words);
        assertThat(directory.resolve("a.csv")).doesNotExist();
    }

    @Test
    void shouldTakeRowsOrASize() {
        assertThat(run("a.csv", "--rows", "5", "--size", "1kB")).isEqualTo(2);

        assertThat(err.toString()).contains("--rows, --size: expected one of them, found both");
    }

    @Test
    void shouldReportAnUnwritableFileInOneLine() {
        assertThat(run("missing/a.csv")).isEqualTo(1);

        assertThat(err.toString())
                .startsWith("sluice: can't write ")
                .contains("a.csv")
                .hasLineCount(1);
    }

    private int run(String file, String... options) {
        List<String> all =
                new ArrayList<>(List.of("generate", directory.resolve(file).toString()));
        all.addAll(List.of(options));
        CommandLine line = SluiceCommand.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(all.toArray(String[]::new));
    }
}
