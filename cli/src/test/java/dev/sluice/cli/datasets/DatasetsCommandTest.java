package dev.sluice.cli.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.client.StubSluice;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DatasetsCommandTest {
    private static final String ENERGY = """
            meter;day;kwh
            nord;24.12.2026;1.234,5
            nord;25.12.2026;65,5
            west;24.12.2026;12
            west;25.12.2026;n/a
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintADocumentThatSluiceReadsAndItsEvidenceApart() throws IOException {
        assertThat(run("datasets", "infer", file("Energy 2026.csv", ENERGY))).isZero();

        assertThat(err.toString()).isEqualTo("""
                field  type                              role     evidence
                meter  string                            group    2 distinct values, such as "nord", "west"
                day    date %d.%m.%Y                     time     4 of 4 sampled values, such as "24.12.2026"
                kwh    number decimalChar , groupChar .  measure  3 of 3 sampled values, such as "1.234,5"; \
                1 without one (empty or "n/a")

                3 of 3 sampled rows are valid with this document
                Save it as energy-2026.json in the directory that sluice.datasets.directory names. \
                Parameters of an upload: dataset=energy-2026
                """);
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.writeString(datasets.resolve("energy-2026.json"), out.toString());
        assertThat(Datasets.of(datasets).find("energy-2026")).isPresent();
    }

    @Test
    void shouldNameTheParametersThatADocumentCannotReplace() throws IOException {
        assertThat(run("datasets", "infer", file("wide.csv", "time,hall,cellar\n2026-11-01T10:00:00Z,20.5,8\n")))
                .isZero();

        assertThat(err.toString())
                .contains("2 of 2 sampled readings are valid")
                .contains("Parameters of an upload: dataset=wide layout=wide\n");
    }

    @Test
    void shouldReadAFileAsItIsTold() throws IOException {
        String text = "Übersicht;1;2\n%note\nZähler;Wert\nnord;1.5\nwest;2.5\nwest;3.5\n";
        Path file = Files.write(directory.resolve("a.csv"), text.getBytes(Charset.forName("windows-1250")));

        assertThat(run(
                        "datasets",
                        "infer",
                        "--charset",
                        "windows-1250",
                        "--skip",
                        "1",
                        "--comment=%",
                        "--delimiter",
                        ";",
                        file.toString()))
                .isZero();

        assertThat(out.toString()).contains("\"name\": \"Zähler\"");
        assertThat(err.toString()).contains("dataset=a charset=windows-1250 comment=% skip=1\n");
    }

    @Test
    void shouldReadStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(ENERGY.getBytes(UTF_8)));
        try {
            assertThat(run("datasets", "infer", "--name", "energy", "-")).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(out.toString()).contains("\"name\": \"energy\"");
    }

    @Test
    void shouldEscapeControlCharactersOfTheFile() throws IOException {
        assertThat(run("datasets", "infer", file("a.csv", "sensor,value\n\u001b[31m,1\n\u001b[31m,2\n")))
                .isZero();

        assertThat(err.toString()).contains("\\u001b[31m").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,1,expected rows of CSV",
                "`note\nhello\n`,1,expected a column of numbers",
                "`a\0b`,1,expected text"
            })
    void shouldExitWith1WhereNothingCanBeProposed(String text, int code, String message) throws IOException {
        assertThat(run("datasets", "infer", file("a.csv", text))).isEqualTo(code);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("sluice: " + message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--skip, x, expected skip to be a whole number",
        "--rows, 0, --rows: expected 1 to 1000000",
        "--bytes, 0, --bytes: expected 1 byte to 64MiB",
        "--name, My Data, --name: expected 1 to 64 characters in kebab-case",
        "--name, song-plays, --name: expected another name than song-plays"
    })
    void shouldReportWrongUsage(String option, String value, String message) throws IOException {
        assertThat(run("datasets", "infer", option, value, file("a.csv", ENERGY)))
                .isEqualTo(2);

        assertThat(err.toString()).contains(message);
    }

    @Test
    void shouldReportAFileThatIsNotThere() {
        assertThat(run("datasets", "infer", "missing.csv")).isEqualTo(2);

        assertThat(err.toString()).contains("no such file: missing.csv");
    }

    @Test
    void shouldListTheDatasetsOfARunningSluice() throws Exception {
        try (StubSluice stub = new StubSluice()) {
            stub.on("GET /datasets", 200, """
                    {"datasets": [{"name": "energy", "title": "Energy", "description": "",
                      "fields": [{"name": "meter"}, {"name": "day"}, {"name": "kwh"}],
                      "group_by": ["meter"], "measure": "kwh", "time": "day"}]}""");
            assertThat(run("datasets", "--url", stub.url().toString())).isZero();
        }

        assertThat(out.toString()).isEqualTo("""
                dataset  columns          group  measure  time
                energy   meter, day, kwh  meter  kwh      day
                """);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        CommandLine line = SluiceCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
