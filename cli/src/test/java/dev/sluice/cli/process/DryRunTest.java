package dev.sluice.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.client.StubSluice;
import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.schemas.message.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
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

/** {@code sluice process --dry-run}. */
class DryRunTest {
    private static final String REPORT = """
            {"dataset": "sensor-readings", "filename": "a.csv", "encoding": "windows-1252", "compression": "gzip",
             "delimiter": "\\t", "header": true, "layout": "long",
             "columns": [{"name": "Datum", "field": "timestamp", "type": "datetime"}, {"name": "note\\u001b[31m"},
                         {"name": "Wert", "field": "value", "type": "number"}],
             "constants": {"sensor_id": "machine-7"}, "rows_checked": 1000, "valid_rows": 2, "invalid_rows": 998,
             "errors": [{"code": "type-error", "field": "value", "count": 998},
                        {"code": "too-few-cells", "count": 1}],
             "rejects": [{"line": 4, "raw": "01.11.2026\\tx\\t21,5", "errors": [
               {"code": "type-error", "field": "value", "message": "expected a finite decimal number, found 21,5"}]}],
             "rows": [{"timestamp": "2026-11-01T00:00:00Z", "sensor_id": "machine-7", "value": "21"}],
             "suggestions": [
               {"parameters": {"decimal": ","}, "reason": "998 of 1,000 values look like 21,5", "mended_rows": 998},
               {"parameters": {"time_format": "%d.%m.%Y", "missing": "--,-999"}, "reason": "", "mended_rows": 0}]}""";

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
    void shouldTellThatAFileWouldFail() throws Exception {
        String reason = "\"reason\": {\"code\": \"second-header\", \"message\": \"line 4 is a header row\"}, ";
        stub.on(
                "POST /upload?filename=a.csv&dry_run=true",
                200,
                REPORT.replace("\"rows_checked\"", reason + "\"rows_checked\""));

        assertThat(run("--dry-run", file("a.csv"))).isEqualTo(1);

        assertThat(out.toString()).contains("rows are valid\n\nThe file would fail: line 4 is a header row\n\ndataset");
    }

    @Test
    void shouldPrintHowAFileIsReadAndWhatIsSuggested() throws Exception {
        stub.on("POST /upload?filename=a.csv&set.sensor_id=machine-7&rows=1000&dry_run=true", 200, REPORT);
        String file = file("a.csv");

        assertThat(run("--dry-run", "--rows", "1000", "--set", "sensor_id=machine-7", file))
                .isEqualTo(0);

        assertThat(out.toString()).isEqualTo("""
                        a.csv: dry run, 2 of the first 1,000 rows are valid

                        dataset      sensor-readings
                        encoding     windows-1252
                        compression  gzip
                        delimiter    tab
                        header       present
                        layout       long
                        constants    sensor_id=machine-7

                        column          field      type
                        Datum           timestamp  datetime
                        note\\u001b[31m  (ignored)
                        Wert            value      number

                        998 invalid rows
                          998 × type-error in value
                          1 × too-few-cells in the row

                        line  column  why                                           row
                           4  value   expected a finite decimal number, found 21,5  01.11.2026\\tx\\t21,5
                        … and 997 more

                        The first rows as they are understood:
                        timestamp             value  sensor_id
                        2026-11-01T00:00:00Z  21     machine-7

                        Suggested:
                          --decimal ,
                              998 of 1,000 values look like 21,5; corrects 998 of the first rows
                          --time-format %%d.%%m.%%Y --missing=--,-999
                        All of it:
                          ./sluice process --url %s --set sensor_id=machine-7 --decimal , --time-format %%d.%%m.%%Y --missing=--,-999 %s
                        """.formatted(stub.url(), file));
    }

    /** The example of the contract is what a server sends. */
    @Test
    void shouldPrintTheReportOfTheContract() throws Exception {
        JsonNode example = ContractDocument.OPENAPI
                .json()
                .at("/paths/~1upload/post/responses/200/content/application~1json/examples/example/value");
        stub.on("POST /upload?filename=a.csv&dry_run=true", 200, example);
        assertThat(run("--dry-run", file("a.csv"))).isEqualTo(0);
        assertThat(out.toString())
                .contains("readings.csv: dry run, 1 of the first 2 rows are valid")
                .contains("1 × type-error in value");
    }

    @Test
    void shouldExitAsAFileOfTheseRowsWould() throws Exception {
        String file = file("a.csv");
        assertThat(runWith("{\"valid_rows\": 5, \"invalid_rows\": 0}", "--fail-on-invalid", file))
                .isEqualTo(0);
        assertThat(runWith("{\"valid_rows\": 0, \"invalid_rows\": 0}", file)).isEqualTo(0);
        assertThat(runWith("{\"valid_rows\": 5, \"invalid_rows\": 1}", file)).isEqualTo(0);
        assertThat(runWith("{\"valid_rows\": 5, \"invalid_rows\": 1}", "--fail-on-invalid", file))
                .isEqualTo(3);
        assertThat(runWith("{\"valid_rows\": 0, \"invalid_rows\": 1}", file)).isEqualTo(1);
    }

    @Test
    void shouldExitWith1AndPrintSuggestionsWhenTheFileIsRefused() throws Exception {
        stub.on("POST /upload?filename=a.csv&dry_run=true", 422, """
                {"title": "Wrong header", "suggestions": [{"parameters": {"skip": 3}, "reason": "r", "mended_rows": 1}]}""");
        assertThat(run("--dry-run", "--json", file("a.csv"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("was refused: Wrong header")
                .contains("  --skip 3\n      r; corrects 1 of the first rows\n")
                .contains("/sluice process --url " + stub.url() + " --json --skip 3 ");
        assertThat(Json.MAPPER.readTree(out.toString()).path("title").asString())
                .isEqualTo("Wrong header");
    }

    @Test
    void shouldPrintTheReportAloneAsJson() throws Exception {
        assertThat(runWith(REPORT, "--json", file("a.csv"))).isEqualTo(0);
        assertThat(Json.MAPPER.readTree(out.toString())).isEqualTo(Json.MAPPER.readTree(REPORT));
    }

    @Test
    void shouldExitAsForWrongUsageIfTheServerRefusesAnOption() throws Exception {
        stub.on("POST /upload?filename=a.csv&rows=5000&dry_run=true", 422, """
                {"code": "bad-options", "title": "The options are invalid", "detail": "expected rows from 1 to 1000"}""");
        assertThat(run("--dry-run", "--rows", "5000", file("a.csv"))).isEqualTo(2);
        assertThat(err.toString()).contains("expected rows from 1 to 1000");
    }

    @Test
    void shouldSendOnlyTheBeginningOfALargeFile() throws Exception {
        Path large = Files.write(directory.resolve("a.csv"), new byte[20 * 1024 * 1024]);
        assertThat(runWith("{\"valid_rows\": 5}", large.toString())).isEqualTo(0);
        assertThat(stub.bodies("POST")).singleElement().satisfies(body -> assertThat(body.length())
                .isEqualTo(16 * 1024 * 1024));
    }

    @Test
    void shouldTryStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("abc".getBytes(UTF_8)));
        try {
            stub.on("POST /upload?filename=stdin.csv&dry_run=true", 200, Map.of("valid_rows", 1));
            assertThat(run("--dry-run", "-")).isEqualTo(0);
        } finally {
            System.setIn(before);
        }
        assertThat(stub.bodies("POST")).containsExactly("abc");
    }

    private int runWith(String report, String... arguments) throws Exception {
        stub.close();
        stub = new StubSluice().on("POST /upload?filename=a.csv&dry_run=true", 200, report);
        List<String> all = new ArrayList<>(List.of("--dry-run"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("process", "--url", stub.url().toString()));
        all.addAll(List.of(arguments));
        CommandLine command = SluiceCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(all.toArray(String[]::new));
    }

    private String file(String name) throws Exception {
        return Files.writeString(directory.resolve(name), "Datum\tnote\tWert\n").toString();
    }
}
