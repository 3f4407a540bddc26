package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.csv.Gzip;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class UploadJsonHttpTest {
    private static final String READING = "{\"timestamp\":\"2026-11-01T10:00:00Z\",\"sensor_id\":\"a\",\"value\":1.5}";
    private static final String ANY = "application/octet-stream";

    private static RunningGateway gateway;
    private static ScriptedLog log;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
        log = gateway.log();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void forget() {
        log.forget();
    }

    /** Larger than POST /ingest takes, and than a chunk. */
    @Test
    void shouldStoreAnArrayOfAnySize() throws Exception {
        String array = "[" + (READING + ", ").repeat(19_999) + READING + "]";

        accepted(upload("?filename=readings.json", "application/json", array));

        FileOpened opened = log.await(FileOpened.class, 1).get(0);
        assertThat(opened.filename()).isEqualTo("readings.json");
        assertThat(opened.csvHeader()).isNull();
        assertThat(opened.csvOptions()).isNull();
        FileClosed closed = log.await(FileClosed.class, 1).get(0);
        assertThat(closed.bytes()).isEqualTo(array.length());
        assertThat(closed.lines()).isEqualTo(20_000);
        assertThat(closed.chunks()).isEqualTo(log.chunks().size()).isGreaterThan(1);
        assertThat(log.text()).isEqualTo((READING + "\n").repeat(20_000));
        List<ChunkHeaders> headers = headers();
        assertThat(headers).extracting(ChunkHeaders::contentType).containsOnly("application/json");
        int inFirst = new String(log.chunks().get(0).value(), UTF_8).split("\n", -1).length - 1;
        assertThat(headers.get(1).firstLine()).isEqualTo(1 + inFirst);
    }

    @Test
    void shouldStoreNdjsonAsItIs() throws Exception {
        String lines = "\n" + READING + "\r\n\n{oops\n" + READING;

        accepted(upload("", "application/x-ndjson", lines));

        assertThat(headers()).singleElement().satisfies(chunk -> {
            assertThat(chunk.contentType()).isEqualTo("application/x-ndjson");
            assertThat(chunk.firstLine()).isEqualTo(2);
            assertThat(chunk.filename()).isEqualTo("upload.ndjson");
        });
        assertThat(log.text()).isEqualTo(lines.substring(1));
        assertThat(log.await(FileClosed.class, 1).get(0).lines()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "application/json                  | -           | [R]     | application/json",
                "application/json; charset=utf-8   | a.txt       | R       | application/json",
                "application/json                  | a.ndjson    | R$R     | application/x-ndjson",
                "application/jsonl                 | a.csv       | R$R     | application/x-ndjson",
                "application/octet-stream          | a.json      | ` $[R]` | application/json",
                "application/octet-stream          | A.JSON      | R$R     | application/x-ndjson",
                "application/octet-stream          | a.jsonl     | R       | application/x-ndjson",
                "application/octet-stream          | -           | [R]     | application/json",
                "application/octet-stream          | a.txt       | R$R$    | application/x-ndjson",
                "application/x-www-form-urlencoded | -           | R R     | application/json",
                "application/octet-stream          | a.csv       | H       | text/csv",
                "text/csv                          | a.json      | H       | text/csv",
                "application/octet-stream          | -           | H       | text/csv",
            })
    void shouldFindTheFormat(String type, String filename, String text, String found) throws Exception {
        String query = filename == null ? "" : "?filename=" + filename;

        accepted(upload(query, type, unescaped(text)));

        assertThat(headers()).extracting(ChunkHeaders::contentType).containsOnly(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json         | a.csv    | H    | expected JSON, which begins with { or [, as the content type "
                        + "application/json says, found a text that begins otherwise",
                "application/octet-stream | a.json   | H    | as the file name a.json says, found a text",
                "application/x-ndjson     | a.json   | [R]  | expected NDJSON, an object on each line, as the content type "
                        + "application/x-ndjson says, found [",
                "application/octet-stream | a.jsonl  | H    | expected NDJSON",
                "text/csv                 | a.json   | [R]  | expected CSV, as the content type text/csv says, found JSON",
                "application/octet-stream | a.csv    | R$R  | expected CSV, as the file name a.csv says, found JSON",
            })
    void shouldRefuseAFileThatIsntWhatTheClientClaims(String type, String filename, String text, String detail)
            throws Exception {
        assertThat(refused(upload("?filename=" + filename, type, unescaped(text)), 422, "wrong-format")
                        .get("detail")
                        .asString())
                .contains(detail);
        assertThat(log.story()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"readings.json", "readings.ndjson", "readings"})
    void shouldTakeAFormsFileAndGzip(String name) throws Exception {
        String text = name.endsWith("ndjson") ? READING + "\n" : "[" + READING + "]";

        accepted(gateway.uploadForm(
                RunningGateway.part("name=\"file\"; filename=\"" + name + "\"", text) + "--XX--\r\n"));
        accepted(gateway.upload(
                "?filename=" + name + ".gz", ANY, BodyPublishers.ofByteArray(Gzip.of(text.getBytes(UTF_8)))));

        assertThat(log.text()).isEqualTo((READING + "\n").repeat(2));
    }

    @Test
    void shouldConvertOtherCharsets() throws Exception {
        String umlaut = READING.replace("\"a\"", "\"süd\"");

        accepted(gateway.upload(
                "?charset=ISO-8859-1", "application/json", BodyPublishers.ofByteArray(umlaut.getBytes(ISO_8859_1))));
        accepted(gateway.upload("", ANY, BodyPublishers.ofByteArray(("\uFEFF" + umlaut).getBytes(UTF_16LE))));

        assertThat(log.text()).isEqualTo((umlaut + "\n").repeat(2));
        refused(gateway.upload("", ANY, BodyPublishers.ofByteArray(umlaut.getBytes(UTF_16LE))), 422, "not-text");
    }

    @Test
    void shouldRefuseOptionsForCsvAndEmptyFiles() throws Exception {
        assertThat(refused(upload("?map.value=v&layout=wide", "application/json", READING), 422, "bad-options")
                        .get("detail")
                        .asString())
                .isEqualTo("expected no options for CSV, as the file is JSON, found layout=wide&map.value=v");
        refused(upload("", "application/json", " \n"), 422, "empty-file");
    }

    /** They would leave nothing of the file, or the middle of a document. */
    @ParameterizedTest
    @CsvSource({"skip=5", "skip=1", "comment=%7B", "comment=%5B", "skip_after_header=1"})
    void shouldRefuseToSkipLinesOfJson(String option) throws Exception {
        for (String text : List.of(READING, READING + "\n" + READING, "[\n" + READING + "\n]")) {
            for (String type : List.of("application/json", ANY)) {
                assertThat(refused(upload("?" + option, type, text), 422, "bad-options")
                                .get("detail")
                                .asString())
                        .isEqualTo("expected no options for CSV, as the file is JSON, found " + option);
            }
        }
    }

    @Test
    void shouldSkipASectionsHeadingBeforeCsv() throws Exception {
        String row = "2026-11-01T10:00:00Z,a,1\n";

        accepted(upload("?skip=1", ANY, "[Data]\n" + RunningGateway.HEADER + row));

        assertThat(log.text()).isEqualTo(row);
    }

    @Test
    void shouldReportADryRun() throws Exception {
        String text = "[" + READING + ",\n{\"value\":\n1},{\"a\" 1}, " + READING.replace("a", "x".repeat(70_000)) + "]";

        JsonNode report = json(upload("?dry_run=true", "application/json", text));

        assertThat(report.get("format").asString()).isEqualTo("json");
        assertThat(report.get("filename").asString()).isEqualTo("upload.json");
        assertThat(report.has("delimiter")).isFalse();
        assertThat(report.get("valid_rows").asInt()).isEqualTo(1);
        assertThat(report.get("invalid_rows").asInt()).isEqualTo(3);
        JsonNode rejects = report.get("rejects");
        assertThat(List.of(rejects.get(0), rejects.get(1), rejects.get(2)))
                .extracting(reject -> reject.get("line").asInt())
                .containsExactly(2, 3, 4);
        assertThat(rejects.get(1).toString())
                .contains("expected JSON, found none at character 6 of document 3: Unexpected character ('1'");
        assertThat(rejects.get(2).toString()).contains("expected a row of at most 65536 bytes");
        assertThat(log.story()).isEmpty();
    }

    /** As a power failure leaves it. */
    @Test
    void shouldRejectOnlyTheBadRowsInADryRunOfCsv() throws Exception {
        String row = "2026-11-01T10:00:00Z,a,1\n";
        JsonNode report = json(upload("?dry_run=true", "text/csv", RunningGateway.HEADER + row + row + "2026-1\0\0\0"));

        assertThat(report.get("valid_rows").asInt()).isEqualTo(2);
        assertThat(report.get("rejects").toString())
                .contains("\"line\":4")
                .contains("source-error")
                .contains("found a NUL byte");
    }

    private static HttpResponse<String> upload(String query, String type, String text) throws Exception {
        return gateway.upload(query, type, BodyPublishers.ofString(text));
    }

    private static String unescaped(String text) {
        return text.replace("R", READING).replace("$", "\n").replace("H", RunningGateway.HEADER + RunningGateway.ROW);
    }

    private static void accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }

    private static List<ChunkHeaders> headers() {
        return log.chunks().stream()
                .map(chunk -> ChunkHeaders.from(chunk.headers()))
                .toList();
    }
}
