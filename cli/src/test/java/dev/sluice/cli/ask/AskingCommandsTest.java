package dev.sluice.cli.ask;

import static dev.sluice.client.StubSluice.statistics;
import static dev.sluice.client.StubSluice.summary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.client.StubSluice;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that ask a Sluice which runs already. */
class AskingCommandsTest {
    private static final String REJECTS = """
            {"invalid_rows": 3, "rejects": [
              {"line": 3, "raw": "x,boiler,hot\\u001b[31m", "errors": [
                {"code": "type-error", "field": "timestamp", "message": "expected a date and time, found \\"x\\""},
                {"code": "type-error", "field": "value", "message": "expected a finite decimal number, found \\"hot\\""}]},
              {"line": 12, "raw": ",,", "errors": [{"code": "blank-row", "message": "expected values"}]}]}""";

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

    /** What picocli can't format it prints as it is, with a warning on stderr. */
    @Test
    void shouldFormatItsHelp() {
        for (CommandLine command : SluiceCommand.commandLine().getSubcommands().values()) {
            List<String> texts = new ArrayList<>();
            CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
            texts.addAll(List.of(usage.description()));
            texts.addAll(List.of(usage.footer()));
            command.getCommandSpec().args().forEach(argument -> texts.addAll(List.of(argument.description())));

            assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(String.format(text))
                    .isNotNull());
        }
    }

    @Test
    void shouldParseTheExamplesInItsHelp() {
        Map<String, CommandLine> commands =
                new LinkedHashMap<>(SluiceCommand.commandLine().getSubcommands());
        commands.remove("generate-completion");

        commands.forEach((name, command) -> assertThat(examples(command))
                .as(name)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(SluiceCommand.commandLine().parseArgs(example.split(" ")))
                        .isNotNull()));
    }

    /** What stands behind the program's name, up to where a shell takes over. */
    private static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith("  sluice "))
                .map(line -> String.format(line).replaceFirst("^ +sluice ", "").replaceFirst(" +[>|].*", ""))
                .map(line -> line.replace("'", ""))
                .toList();
    }

    @Test
    void shouldSayThatAFileOfAuthoritiesHasNone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.crt"), "no certificate");

        assertThat(run("status", "1", "--cacert", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(file + ": expected certificates as PEM");
    }

    @Test
    void shouldPrintTheStatusOfAFile() {
        stub.on("GET /status/1", 200, summary("1", FileStatus.PARTIAL, "a.csv"));

        assertThat(run("status", "1")).isEqualTo(0);
        assertThat(out.toString()).isEqualTo("""
                        a.csv: partial
                        4 rows: 3 valid, 1 invalid; 2 series; 1.50 s (received 1.00 s, split 0.30 s, aggregated 0.20 s)
                          1 × type-error in value
                        """);
    }

    @Test
    void shouldPrintTheUnchangedResponseWithJson() {
        stub.on("GET /status/1", 200, summary("1", FileStatus.PROCESSED, "a.csv"));

        assertThat(run("status", "1", "--json")).isEqualTo(0);

        assertThat(Json.MAPPER.readTree(out.toString()))
                .isEqualTo(Json.MAPPER.readTree(
                        Json.MAPPER.writeValueAsString(summary("1", FileStatus.PROCESSED, "a.csv"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "watch", "results", "rejects"})
    void shouldExitWith1ForAnUnknownFile(String command) {
        for (String path : List.of("/status/1", "/results/1?limit=50", "/results/1/rejects?limit=100")) {
            stub.on(
                    "GET " + path,
                    404,
                    Map.of("title", "No such file", "detail", "there is no file 1", "code", "unknown-file"));
        }

        assertThat(run(command, "1")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("sluice: No such file: there is no file 1 (unknown-file)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "status 1", "watch 1", "results 1", "results 1 --csv", "rejects 1"})
    void shouldExitWith4WithoutAServer(String command) {
        stub.close();

        assertThat(run(command.split(" "))).isEqualTo(4);

        assertThat(err.toString()).contains("connection refused");
    }

    @Test
    void shouldFollowAFileToItsEnd() {
        stub.on("GET /status/1", 200, summary("1", FileStatus.PROCESSING, "a.csv"))
                .on("GET /status/1", 200, summary("1", FileStatus.PROCESSED, "a.csv"));

        assertThat(run("watch", "1")).isEqualTo(0);

        assertThat(out.toString()).startsWith("a.csv: processed\n4 rows: 4 valid");
    }

    @Test
    void shouldExitWith1WhenAWatchedFileFails() {
        stub.on("GET /status/1", 200, summary("1", FileStatus.FAILED, "a.csv"));

        assertThat(run("watch", "1")).isEqualTo(1);

        assertThat(out.toString()).startsWith("a.csv: failed, no row is valid (no-valid-row)");
    }

    @Test
    void shouldPrintResultsAsATable() {
        stub.accepts("a.csv", summary("1", FileStatus.PROCESSED, "a.csv"), Map.of("s-1", statistics(4, 1, 3)));

        assertThat(run("results", "1")).isEqualTo(0);

        assertThat(out.toString())
                .contains("series  count  min  max  avg  std_dev  sum\ns-1         4    1    3    2      0.5    8\n");
    }

    @Test
    void shouldDrawSeriesOverTime() {
        stub.accepts("a.csv", summary("1", FileStatus.PROCESSED, "a.csv"), Map.of("s-1", statistics(4, 1, 3)));
        stub.on("GET /results/1/profiles?limit=50", 200, """
                {"file_id": "1", "provisional": false, "profiles": [
                  {"series": "s-1", "interval_seconds": 60, "points": [
                    {"start": "2026-01-01T00:00:00Z", "count": 2, "min": 1, "max": 3, "avg": 2},
                    {"start": "2026-01-01T00:01:00Z", "count": 1, "min": 4, "max": 4, "avg": 4}]},
                  {"series": "s-2", "points": []}]}""");

        assertThat(run("results", "1", "--plot")).isEqualTo(0);

        assertThat(out.toString())
                .startsWith("2026-01-01T00:00:00Z to 2026-01-01T00:01:00Z\n\nseries  min  max  averages\n"
                        + "s-1       1    4  " + "▁".repeat(59) + "█\ns-2       -    -\n");
        assertThat(run("results", "1", "--plot", "--csv")).isEqualTo(2);
        assertThat(err.toString()).contains("expected --plot without --csv, --json and --windows");
    }

    @Test
    void shouldPrintWindows() {
        String window = """
                {"series": "s-%d", "start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z",
                 "count": 4, "min": 1, "max": 3, "avg": 2, "sum": 8, "std_dev": 0.5}""";
        String first = "{\"file_id\": \"1\", \"overflow_rows\": 2000, \"windows\": [" + window.formatted(1)
                + "], \"next_cursor\": \"c\"}";
        stub.on("GET /results/1/windows?limit=100", 200, first)
                .on("GET /results/1/windows?limit=10000", 200, first)
                .on("GET /results/1/windows?limit=10000&cursor=c", 200, "{\"windows\": [" + window.formatted(2) + "]}")
                .on("GET /results/1/windows.csv", 200, "sensor_id,window_start\ns-1,x\n");

        assertThat(run("results", "1", "--windows")).isEqualTo(0);
        assertThat(out.toString()).isEqualTo("""
                        series  start                 end                   count  min  max  avg  std_dev  sum
                        s-1     2026-01-01T00:00:00Z  2026-01-01T01:00:00Z      4    1    3    2      0.5    8
                        … and more windows; --json and --csv print all
                        2,000 rows are in no window, as the file has too many
                        """);
        out.getBuffer().setLength(0);
        assertThat(run("results", "1", "--windows", "--json")).isEqualTo(0);
        assertThat(Json.MAPPER.readTree(out.toString()))
                .isEqualTo(Json.MAPPER.readTree("{\"file_id\": \"1\", \"overflow_rows\": 2000, \"windows\": ["
                        + window.formatted(1) + "," + window.formatted(2) + "]}"));
        out.getBuffer().setLength(0);
        assertThat(run("results", "1", "--windows", "--csv")).isEqualTo(0);
        assertThat(out.toString()).isEqualTo("sensor_id,window_start\ns-1,x\n");
        assertThat(run("results", "1", "--windows", "--plot")).isEqualTo(2);
    }

    @Test
    void shouldSayThatThereAreNoWindows() {
        stub.on("GET /results/1/windows?limit=100", 200, "{\"file_id\": \"1\", \"windows\": []}");

        assertThat(run("results", "1", "--windows")).isEqualTo(0);

        assertThat(out.toString()).startsWith("the file has no windows");
    }

    @Test
    void shouldPrintTheUnchangedCsvOnceTheFileHasEnded() {
        stub.on("GET /results/1.csv", 425, Map.of("Retry-After", "0"), Map.of("title", "Not yet"))
                .on("GET /results/1.csv", 200, "sensor_id,avg\ncellar – left,1.5\n")
                .on("GET /results/1/rejects.csv", 200, "line,raw\n3,x\n");

        assertThat(run("results", "1", "--csv")).isEqualTo(0);
        assertThat(run("rejects", "1", "--csv")).isEqualTo(0);

        assertThat(out.toString()).isEqualTo("sensor_id,avg\ncellar – left,1.5\nline,raw\n3,x\n");
    }

    @Test
    void shouldReportWhyAFailedFileHasNoCsv() {
        stub.on(
                "GET /results/1.csv",
                409,
                Map.of("title", "The file failed", "detail", "no row is valid", "code", "failed"));

        assertThat(run("results", "1", "--csv")).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("sluice: The file failed: no row is valid (failed)\n");
    }

    @Test
    void shouldPrintRejectsWithAllErrorsAndEscapedControlCharacters() {
        stub.on("GET /results/1/rejects?limit=2", 200, REJECTS);

        assertThat(run("rejects", "1", "--limit", "2")).isEqualTo(0);

        assertThat(out.toString()).isEqualTo("""
                        line  column     why                                            row
                           3  timestamp  expected a date and time, found "x"            x,boiler,hot\\u001b[31m
                              value      expected a finite decimal number, found "hot"
                          12  (row)      expected values                                ,,

                        3 invalid rows; the first 2 are shown
                        """);
    }

    @Test
    void shouldListFilesAndReportUnreachablePartitions() {
        stub.on(
                "GET /files?limit=20",
                200,
                Map.of(
                        "files",
                        List.of(summary("id-1", FileStatus.PARTIAL, "a.csv")),
                        "partial",
                        true,
                        "unreachable",
                        List.of("partition 3 of 0 to 3")));

        assertThat(run("files")).isEqualTo(0);

        assertThat(out.toString()).isEqualTo("""
                        id    file   status   rows  valid  invalid  series  uploaded
                        id-1  a.csv  partial     4      3        1       2  2026-11-20T10:00:00Z
                        """);
        assertThat(err.toString()).isEqualTo("sluice: the list is incomplete: partition 3 of 0 to 3\n");
    }

    @Test
    void shouldSayThatThereAreNoFiles() {
        stub.on("GET /files?limit=20", 200, Map.of("files", List.of()));

        assertThat(run("files")).isEqualTo(0);

        assertThat(out.toString()).isEqualTo("no files\n");
    }

    @Test
    void shouldWriteACompletionThatKnowsAllCommands() {
        assertThat(execute(List.of("generate-completion"))).isEqualTo(0);

        assertThat(out.toString()).contains("process", "files", "status", "watch", "results", "rejects", "--url");
    }

    private int run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--url");
        all.add(stub.url().toString());
        return execute(all);
    }

    private int execute(List<String> command) {
        CommandLine line = SluiceCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(command.toArray(String[]::new));
    }
}
