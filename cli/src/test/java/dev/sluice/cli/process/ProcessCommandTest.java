package dev.sluice.cli.process;

import static dev.sluice.client.StubSluice.statistics;
import static dev.sluice.client.StubSluice.summary;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.client.StubSluice;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class ProcessCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StubSluice stub;

    @BeforeEach
    void start() throws Exception {
        stub = new StubSluice();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void shouldPrintTableAndTotalsOfAProcessedFile() throws Exception {
        stub.accepts("a.csv", summary("1", FileStatus.PROCESSED, "a.csv"), Map.of("s-1", statistics(4, 1, 3)));
        assertThat(process(file("a.csv"))).isEqualTo(0);
        assertThat(out.toString()).isEqualTo("""
                        a.csv: processed

                        series  count  min  max  avg  std_dev  sum
                        s-1         4    1    3    2      0.5    8
                        … and 1 more series; --json prints all

                        4 rows: 4 valid, 0 invalid; 2 series; 1.50 s (received 1.00 s, split 0.30 s, aggregated 0.20 s)
                        """);
    }

    @Test
    void shouldCountAPartialFileAsSuccessWithoutFailOnInvalid() throws Exception {
        stub.accepts("a.csv", summary("1", FileStatus.PARTIAL, "a.csv"), Map.of());
        assertThat(process(file("a.csv"))).isEqualTo(0);
        assertThat(out.toString()).contains("3 valid, 1 invalid").contains("1 × type-error in value");
        assertThat(process(file("a.csv"), "--fail-on-invalid")).isEqualTo(3);
    }

    @Test
    void shouldExitWith1WhenAFileFailed() throws Exception {
        stub.accepts("a.csv", summary("1", FileStatus.FAILED, "a.csv"), Map.of());
        assertThat(process(file("a.csv"))).isEqualTo(1);
        assertThat(out.toString()).startsWith("a.csv: failed, no row is valid (no-valid-row)");
    }

    @Test
    void shouldExitWith1AndReportTheReasonWhenAnUploadIsRefused() throws Exception {
        stub.on(
                "POST /upload?filename=a.csv",
                422,
                Map.of("title", "Wrong header", "detail", "the header row lacks value", "code", "missing-column"));
        assertThat(process(file("a.csv"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("a.csv was refused: Wrong header: the header row lacks value (missing-column)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldExitWithTheWorstCodeOfSeveralFilesAndContinueAfterARefusal() throws Exception {
        stub.on("POST /upload?filename=a.csv", 422, Map.of("title", "Wrong header"))
                .accepts("b.csv", summary("2", FileStatus.PARTIAL, "b.csv"), Map.of())
                .accepts("c.csv", summary("3", FileStatus.PROCESSED, "c.csv"), Map.of());
        assertThat(process(file("a.csv"), file("b.csv"), file("c.csv"), "--fail-on-invalid"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("b.csv: partial").contains("c.csv: processed");
        assertThat(process(file("b.csv"), file("c.csv"), "--fail-on-invalid")).isEqualTo(3);
    }

    @Test
    void shouldExitWith4WithoutAServer() throws Exception {
        URI nowhere = stub.url();
        stub.close();
        assertThat(execute(List.of("process", file("a.csv"), "--url", nowhere.toString())))
                .isEqualTo(4);
        assertThat(err.toString()).isEqualTo("sluice: no answer from " + nowhere + ": connection refused\n");
    }

    @Test
    void shouldExitWith2OnWrongUsage() throws Exception {
        String file = file("a.csv");
        assertThat(execute(List.of())).isEqualTo(2);
        assertThat(execute(List.of("process"))).isEqualTo(2);
        assertThat(execute(List.of("process", "--no-such-option", file))).isEqualTo(2);
        assertThat(execute(List.of("process", directory.toString()))).isEqualTo(2);
        assertThat(execute(List.of("process", file, "--url", "localhost:8080"))).isEqualTo(2);
        assertThat(execute(List.of("up", "--port", "http"))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldExitWith2ForAMissingFileBeforeSendingAnything() throws Exception {
        String missing = directory.resolve("missing.csv").toString();
        assertThat(process(file("a.csv"), missing)).isEqualTo(2);
        assertThat(err.toString()).contains("no such file: " + missing);
        assertThat(stub.received()).isEmpty();
    }

    @Test
    void shouldPrintOneDocumentWithAllPagesMergedAndNothingElse() throws Exception {
        stub.on("POST /upload?filename=a.csv", 202, Map.of("file_id", "1"))
                .on("GET /status/1", 200, summary("1", FileStatus.PROCESSED, "a.csv"))
                .on("GET /results/1?limit=10000", 200, """
                        {"file_id": "1", "total_rows": 2, "aggregated_data": {"s-1": {"avg": 0.1}}, "next_cursor": "x y"}""")
                .on("GET /results/1?limit=10000&cursor=x%20y", 200, """
                        {"file_id": "1", "total_rows": 2, "aggregated_data": {"s-2": {"avg": 1e-7}}}""");
        assertThat(process(file("a.csv"), "--json")).isEqualTo(0);
        JsonNode document = Json.MAPPER.readTree(out.toString());
        assertThat(document).isEqualTo(Json.MAPPER.readTree("""
                                {"file_id": "1", "total_rows": 2,
                                 "aggregated_data": {"s-1": {"avg": 0.1}, "s-2": {"avg": 1e-7}}}"""));
    }

    @Test
    void shouldPrintAnArrayOfSeveralFilesWithTheProblemOfARefusedOneInItsPlace() throws Exception {
        stub.on("POST /upload?filename=a.csv", 422, Map.of("title", "Wrong header", "code", "missing-column"))
                .accepts("b.csv", summary("2", FileStatus.PROCESSED, "b.csv"), Map.of("s-1", statistics(4, 1, 3)));
        assertThat(process(file("a.csv"), file("b.csv"), "--json")).isEqualTo(1);
        JsonNode documents = Json.MAPPER.readTree(out.toString());
        assertThat(documents.size()).isEqualTo(2);
        assertThat(documents.path(0).path("code").asString()).isEqualTo("missing-column");
        assertThat(documents.path(1).path("file_id").asString()).isEqualTo("2");
    }

    @Test
    void shouldSendTheOptionsOfTheUploadAsTheyAreWritten() throws Exception {
        stub.accepts(
                "b.csv&charset=windows-1252&decimal=%2C&time_format=%25d.%25m.%25Y%20%25H%3A%25M",
                summary("1", FileStatus.PROCESSED, "b.csv"), Map.of());
        assertThat(process(
                        "--decimal",
                        ",",
                        "--charset=windows-1252",
                        "--time-format",
                        "%d.%m.%Y %H:%M",
                        "--filename",
                        "b.csv",
                        file("a.csv")))
                .isEqualTo(0);
    }

    @Test
    void shouldExitWith2ForOptionsThatNoSluiceAccepts() throws Exception {
        String file = file("a.csv");
        assertThat(process(file, "--header", "maybe")).isEqualTo(2);
        assertThat(process(file, "--skip", "-1")).isEqualTo(2);
        assertThat(process(file, "--map", "value")).isEqualTo(2);
        assertThat(process(file, "--set", "value=1", "--set", "value=2")).isEqualTo(2);
        assertThat(process(file, "--rows", "10")).isEqualTo(2);
        assertThat(process(file, file, "--filename", "b.csv")).isEqualTo(2);
        assertThat(err.toString())
                .contains("expected header to be present or absent, found \"maybe\"")
                .contains("expected skip to be a whole number from 0 to 10000, found \"-1\"")
                .contains("expected a field, = and a text, such as value=temp_c, found value")
                .contains("expected --set value once, found it again")
                .contains("expected --rows together with --dry-run only")
                .contains("expected --filename for one file, found 2 files");
        assertThat(stub.received()).isEmpty();
    }

    @Test
    void shouldPrintWhatIsSuggestedForARefusedFile() throws Exception {
        String file = file("a b.csv");
        stub.on("POST /upload?filename=a%20b.csv&decimal=%2C", 422, """
                {"title": "Wrong header", "code": "missing-column", "suggestions": [
                  {"parameters": {"map.value": "Temp °C"}, "reason": "Temp °C holds numbers", "mended_rows": 2}]}""");
        assertThat(process(file, "--decimal", ",")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("""
                        %s was refused: Wrong header (missing-column)
                        Suggested:
                          --map 'value=Temp °C'
                              Temp °C holds numbers; corrects 2 of the first rows
                        All of it:
                          ./sluice process --url %s --decimal , --map 'value=Temp °C' '%s'
                        """.formatted(file, stub.url(), file));
    }

    @Test
    void shouldPrintWhatIsSuggestedForAFileWithInvalidRows() throws Exception {
        String file = file("a.csv");
        stub.accepts("a.csv", summary("1", FileStatus.PARTIAL, "a.csv"), Map.of())
                .on("POST /upload?filename=a.csv&dry_run=true", 200, """
                {"suggestions": [{"parameters": {"decimal": ","}, "reason": "", "mended_rows": 1}]}""");
        assertThat(process(file)).isEqualTo(0);
        assertThat(out.toString()).contains("a.csv: partial").doesNotContain("--decimal");
        assertThat(err.toString()).contains("./sluice process --url " + stub.url() + " --decimal , " + file);
    }

    @Test
    void shouldPrintWhatIsSuggestedForStandardInputWithInvalidRows() throws Exception {
        stub.accepts("stdin.csv", summary("1", FileStatus.FAILED, "stdin.csv"), Map.of())
                .on("POST /upload?filename=stdin.csv&dry_run=true", 200, """
                {"suggestions": [{"parameters": {"decimal": ","}, "reason": "", "mended_rows": 1}]}""");
        String rows = "2026-11-01T10:00:00Z,a,1\n".repeat(100_000);

        assertThat(processStdin(rows, "-")).isEqualTo(1);

        assertThat(err.toString()).contains("./sluice process --url " + stub.url() + " --decimal , -");
        assertThat(stub.bodies("POST")).containsExactly(rows, rows.substring(0, 1024 * 1024));
    }

    @Test
    void shouldStreamStandardInput() throws Exception {
        String rows = "2026-11-01T10:00:00Z,a,1\n".repeat(100_000);
        stub.accepts("stdin.csv", summary("1", FileStatus.PROCESSED, "stdin.csv"), Map.of())
                .accepts("b.csv", summary("2", FileStatus.PROCESSED, "b.csv"), Map.of());
        assertThat(processStdin(rows, "-")).isEqualTo(0);
        assertThat(processStdin(rows, "--filename", "b.csv", "-")).isEqualTo(0);
        assertThat(stub.bodies("POST")).containsExactly(rows, rows);
    }

    @Test
    void shouldTakeStandardInputOnlyOnce() {
        assertThat(process("-", "-")).isEqualTo(2);
        assertThat(err.toString()).contains("expected - once");
    }

    @Test
    void shouldExitWith4WhenStandardInputMeetsATemporaryError() {
        stub.on("POST /upload?filename=stdin.csv", 503, Map.of("Retry-After", "0"), Map.of("title", "Starting"))
                .accepts("stdin.csv", summary("1", FileStatus.PROCESSED, "stdin.csv"), Map.of());
        assertThat(processStdin("a", "-")).isEqualTo(4);
        assertThat(err.toString()).contains("HTTP 503, Starting");
    }

    @Test
    void shouldExplainExitCodesAndJsonInItsHelp() {
        assertThat(execute(List.of("process", "--help"))).isEqualTo(0);
        assertThat(out.toString())
                .contains("Exit codes")
                .contains("--fail-on-invalid")
                .contains("array");
    }

    private int process(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("process", "--url", stub.url().toString()));
        all.addAll(List.of(arguments));
        return execute(all);
    }

    private int processStdin(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        try {
            return process(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private int execute(List<String> arguments) {
        CommandLine command = SluiceCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(arguments.toArray(String[]::new));
    }

    private String file(String name) throws Exception {
        return Files.writeString(directory.resolve(name), "timestamp,sensor_id,value\n")
                .toString();
    }
}
