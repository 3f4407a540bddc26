package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.ROW;
import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.csv.Gzip;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files as people have them. */
class UploadFormatsHttpTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final byte[] FILE = (HEADER + ROW).getBytes(UTF_8);

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

    @BeforeEach
    void forget() {
        log.forget();
    }

    @ParameterizedTest
    @CsvSource({"',', %2C", "';', %3B", "'\t', %09", "|, %7C"})
    void shouldDetectTheDelimiter(String delimiter, String encoded) throws Exception {
        String file = (HEADER + ROW).replace(",", delimiter);

        accepted(gateway.upload(file));

        assertThat(opened().csvHeader()).isEqualTo(HEADER.strip().replace(",", delimiter));
        assertThat(opened().csvOptions()).isEqualTo("delimiter=" + encoded + "&header=present");
        assertThat(headers().csvOptions()).isEqualTo(opened().csvOptions());
        assertThat(headers().csvHeader()).isEqualTo(opened().csvHeader());
        assertThat(log.text()).isEqualTo(ROW.replace(",", delimiter));
    }

    @Test
    void shouldMatchColumnsByAliases() throws Exception {
        accepted(gateway.upload("Time,Device ID,TEMPERATURE,note\n2026-01-01T00:00:00Z,a,1.5,x\n"));

        assertThat(opened().csvHeader()).isEqualTo("Time,Device ID,TEMPERATURE,note");
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "'\r\n \n', 3", "'\uFEFF', 1", "'\uFEFF\n', 2"})
    void shouldTakeSongsWithoutAHeaderRow(String before, long firstLine) throws Exception {
        accepted(upload("?dataset=song-plays", (before + "Umbrella,2020-01-01,50\nUmbrella,2020-01-01,100\n")));

        assertThat(opened().csvHeader()).isEqualTo("Song,Date,Number of Plays");
        assertThat(opened().csvOptions()).isEqualTo("delimiter=%2C&header=absent");
        assertThat(headers().firstLine()).isEqualTo(firstLine);
        assertThat(log.text()).isEqualTo("Umbrella,2020-01-01,50\nUmbrella,2020-01-01,100\n");
        assertThat(closed().lines()).isEqualTo(firstLine + 1);
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "'\r\n \n', 4", "'\uFEFF', 2", "'\uFEFF\n', 3"})
    void shouldTakeSongsWithAHeaderRow(String before, long firstLine) throws Exception {
        accepted(upload("?dataset=song-plays", before + "Song,Date,Number of Plays\nUmbrella,2020-01-01,50\n"));

        assertThat(opened().csvOptions()).isEqualTo("delimiter=%2C&header=present");
        assertThat(headers().firstLine()).isEqualTo(firstLine);
        assertThat(log.text()).isEqualTo("Umbrella,2020-01-01,50\n");
    }

    @Test
    void shouldSkipWhatStandsBeforeAndRightBehindTheHeaderRow() throws Exception {
        accepted(upload(
                "?skip=1&skip_after_header=2&layout=wide&ignore=RECORD&ignore=BattV_Min&missing=NAN&zone=GMT-07:00",
                """
                "TOA5","StationRidge","CR1000"
                "TIME","RECORD","BattV_Min","AirTC_Avg"
                "TS","RN","Volts","Deg C"
                "","","Min","Avg"
                "2026-03-01 00:10:00",0,12.61,-3.21
                "2026-03-01 00:20:00",1,12.6,"NAN"
                """));

        assertThat(opened().csvHeader()).isEqualTo("\"TIME\",\"RECORD\",\"BattV_Min\",\"AirTC_Avg\"");
        assertThat(opened().csvOptions())
                .isEqualTo("delimiter=%2C&header=present&layout=wide&ignore=RECORD%2CBattV_Min&skip=1"
                        + "&skip_after_header=2&zone=GMT-07%3A00&missing=NAN");
        assertThat(headers().firstLine()).isEqualTo(5);
        assertThat(log.text()).startsWith("\"2026-03-01 00:10:00\"");
    }

    @Test
    void shouldReadASpreadsheetsExport() throws Exception {
        JsonNode report = json(gateway.upload(
                "?dry_run=true&decimal=,&group=.&time_format=%25d.%25m.%25Y%20%25H:%25M&zone=Europe/Berlin"
                        + "&map.timestamp=Datum/Zeit&map.sensor_id=F%C3%BChler&map.value=Wert&charset=windows-1252",
                "text/csv",
                BodyPublishers.ofByteArray("sep=;\r\nDatum/Zeit;Fühler;Wert\r\n31.03.2026 02:30;Kessel;1.234,5\r\n"
                        .getBytes(WINDOWS_1252))));

        assertThat(report.get("rows"))
                .hasToString(
                        "[{\"timestamp\":\"2026-03-31T00:30:00Z\",\"sensor_id\":\"Kessel\",\"value\":\"1234.5\"}]");
    }

    @Test
    void shouldUseTheHeaderOptionOfTheClient() throws Exception {
        accepted(upload("?header=absent", ROW));

        assertThat(headers().firstLine()).isEqualTo(1);
        assertThat(opened().csvHeader()).isEqualTo(HEADER.strip());
        assertThat(log.text()).isEqualTo(ROW);
    }

    @Test
    void shouldMapColumnsAndSetConstants() throws Exception {
        accepted(upload(
                "?map.value=Temp+(C)&set.sensor_id=machine-7&delimiter=;",
                "time;Temp (C);x,y\n2026-01-01T00:00:00Z;1.5;z\n"));

        assertThat(opened().csvHeader()).isEqualTo("time;Temp (C);x,y");
        assertThat(opened().csvOptions())
                .isEqualTo("delimiter=%3B&header=present&map.value=Temp%20%28C%29&set.sensor_id=machine-7");
    }

    @Test
    void shouldTakeWideFiles() throws Exception {
        accepted(upload("?layout=wide", "time,boiler,pump\n2026-01-01T00:00:00Z,20.5,3\n"));

        assertThat(headers().csvOptions()).isEqualTo("delimiter=%2C&header=present&layout=wide");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?layout=wide", "?layout=wide&dry_run=true"})
    void shouldRefuseMoreColumnsThanAreAllowed(String query) throws Exception {
        String header =
                "time" + IntStream.range(0, 10_000).mapToObj(i -> ",s" + i).collect(Collectors.joining());

        JsonNode problem = refused(upload(query, header + "\n2026-01-01T00:00:00Z,1\n"), 422, "too-many-columns");

        assertThat(problem.path("detail").asString()).isEqualTo("expected at most 10000 columns, found 10001");
    }

    @ParameterizedTest
    @CsvSource({
        "?map.colour=x, unknown-field, colour",
        "?map.value=temp, unknown-column, temp",
        "?set.value=warm, bad-constant, value",
        "?dataset=song-plays&layout=wide, bad-layout, ''",
        "?header=absent&delimiter=%7C, missing-column, ''",
        "?delimiter=ab, bad-options, ''",
        "?charset=klingon, unknown-charset, ''",
    })
    void shouldPublishNothingOfFilesThatDontMatchOptions(String query, String code, String column) throws Exception {
        JsonNode problem = refused(upload(query, HEADER + ROW), 422, code);

        assertThat(column.isEmpty() || problem.get("columns").toString().contains(column))
                .as(problem.toString())
                .isTrue();
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldRefuseUnknownParametersAndNameTheKnown() throws Exception {
        assertThat(refused(upload("?delimeter=,", HEADER + ROW), 400, "bad-query")
                        .get("detail")
                        .asString())
                .contains("delimiter")
                .contains("map.FIELD")
                .contains("found delimeter");
    }

    @Test
    void shouldInflateByContentEncoding() throws Exception {
        byte[] small = Gzip.of(FILE, ROW.repeat(1_000).getBytes(UTF_8));
        accepted(encoded("gzip", small));

        assertThat(log.text()).isEqualTo(ROW.repeat(1_001));
        assertThat(closed().bytes()).isEqualTo(small.length);
        assertThat(closed().sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(small)));
        assertThat(closed().lines()).isEqualTo(1_002);
    }

    @Test
    void shouldInflateByFileName() throws Exception {
        accepted(gateway.upload("?filename=a.csv.gz", "text/csv", BodyPublishers.ofByteArray(Gzip.of(FILE))));

        assertThat(opened().filename()).isEqualTo("a.csv.gz");
        assertThat(log.text()).isEqualTo(ROW);
    }

    @Test
    void shouldInflateThePartOfAForm() throws Exception {
        accepted(form("filename=\"a.csv.gz\"", Gzip.of(FILE)));
        assertThat(opened().filename()).isEqualTo("a.csv.gz");
        assertThat(log.text()).isEqualTo(ROW);

        log.forget();
        accepted(form("filename=\"a.csv\"\r\nContent-Encoding: gzip", Gzip.of(FILE)));
        assertThat(log.text()).isEqualTo(ROW);
    }

    @Test
    void shouldInflateAFileThatIsPaddedWithZeros() throws Exception {
        byte[] gzip = Gzip.of(FILE);

        accepted(encoded("gzip", Arrays.copyOf(gzip, gzip.length + 512)));

        assertThat(log.text()).isEqualTo(ROW);
    }

    @Test
    void shouldRefuseDamagedGzip() throws Exception {
        byte[] gzip = Gzip.of(FILE);

        refused(encoded("gzip", Arrays.copyOf(gzip, gzip.length - 1)), 422, "bad-gzip");
        refused(encoded("gzip", FILE), 422, "bad-gzip");
        refused(encoded("gzip", new byte[0]), 422, "empty-file");
        assertThat(refused(gateway.upload(gzip), 422, "not-text").get("detail").asString())
                .contains("Content-Encoding: gzip");
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldReportThatASpreadsheetIsNoCsv() throws Exception {
        ByteArrayOutputStream spreadsheet = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(spreadsheet)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write(FILE);
        }

        assertThat(refused(gateway.upload(spreadsheet.toByteArray()), 422, "not-text")
                        .get("detail")
                        .asString())
                .contains(".xlsx")
                .contains("save it as CSV");
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldAbortAnUploadOfDamagedGzip() throws Exception {
        byte[] gzip = Gzip.of(numbered(20_000));

        refused(encoded("gzip", Arrays.copyOf(gzip, gzip.length - 1)), 422, "bad-gzip");
        assertThat(log.story()).startsWith("FileOpened").endsWith("FileAborted").doesNotContain("FileClosed");
    }

    @Test
    void shouldStopDecompressionBombs() throws Exception {
        // Blank lines before anything is published, rows behind it, and more than is allowed at a modest ratio.
        refused(encoded("gzip", Gzip.of("\n".repeat(3_000_000).getBytes(UTF_8))), 413, "inflated-too-large");
        assertThat(log.story()).isEmpty();
        refused(encoded("gzip", Gzip.of(FILE, ROW.repeat(100_000).getBytes(UTF_8))), 413, "inflated-too-large");
        assertThat(log.story()).endsWith("FileAborted");
        assertThat(refused(encoded("gzip", Gzip.of(numbered(150_000))), 413, "inflated-too-large")
                        .get("detail")
                        .asString())
                .contains("4194304 bytes");
    }

    @Test
    void shouldRefuseOtherEncodings() throws Exception {
        refused(encoded("br", FILE), 415, "unsupported-encoding");
        accepted(encoded("identity", FILE));
        HttpResponse<String> form = gateway.send(gateway.request("/upload")
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(Gzip.of(FILE))));
        assertThat(refused(form, 415, "unsupported-encoding").get("detail").asString())
                .contains("the file in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void shouldTakeUtf16WithAByteOrderMark(String charset) throws Exception {
        byte[] file = ("\uFEFFtimestamp,sensor_id,value\r\n2026-01-01T00:00:00Z,größe,1\r\n")
                .getBytes(Charset.forName(charset));

        accepted(gateway.upload("?charset=utf-8", "text/csv; charset=utf-8", BodyPublishers.ofByteArray(file)));
        assertThat(log.text()).isEqualTo("2026-01-01T00:00:00Z,größe,1\r\n");
        assertThat(closed().bytes()).isEqualTo(file.length);

        log.forget();
        accepted(encoded("gzip", Gzip.of(file)));
        assertThat(log.text()).isEqualTo("2026-01-01T00:00:00Z,größe,1\r\n");
    }

    @Test
    void shouldReportHowToSendUtf16WithoutAByteOrderMark() throws Exception {
        byte[] file = (HEADER + ROW).getBytes(Charset.forName("UTF-16LE"));

        assertThat(refused(gateway.upload(file), 422, "not-text").get("detail").asString())
                .contains("charset=UTF-16LE");
        accepted(gateway.upload("?charset=UTF-16LE", "text/csv", BodyPublishers.ofByteArray(file)));
        assertThat(log.text()).isEqualTo(ROW);
    }

    /** Those who say nothing of the charset may still say what curl says. */
    @ParameterizedTest
    @CsvSource({
        "?charset=windows-1252, application/x-www-form-urlencoded",
        "'', text/csv; charset=windows-1252",
        "'', application/x-www-form-urlencoded; charset=windows-1252",
        "?charset=windows-1252, text/csv; charset=utf-8",
    })
    void shouldTakeOtherCharsetsWhereTheyAreNamed(String query, String type) throws Exception {
        byte[] file = (HEADER + "2026-01-01T00:00:00Z,Kühler €,1\n").getBytes(WINDOWS_1252);

        accepted(gateway.upload(query, type, BodyPublishers.ofByteArray(file)));

        assertThat(log.text()).isEqualTo("2026-01-01T00:00:00Z,Kühler €,1\n");
    }

    @Test
    void shouldTakeTheCharsetOfTheFormsPart() throws Exception {
        byte[] file = (HEADER + "2026-01-01T00:00:00Z,Kühler,1\n").getBytes(WINDOWS_1252);

        accepted(form("filename=\"a.csv\"\r\nContent-Type: text/csv; charset=windows-1252", file));

        assertThat(log.text()).contains("Kühler");
    }

    @Test
    void shouldReplaceMalformedBytesAndPassUtf8Through() throws Exception {
        String row = "2026-01-01T00:00:00Z,a\u0081b,1\n";

        accepted(gateway.upload(
                "?charset=windows-1252",
                "text/csv",
                BodyPublishers.ofByteArray((HEADER + row + ROW).getBytes(ISO_8859_1))));
        assertThat(log.chunks().get(0).value())
                .startsWith(row.replace('\u0081', '\u00FF').getBytes(ISO_8859_1));

        log.forget();
        accepted(gateway.upload((HEADER + row + ROW).getBytes(ISO_8859_1)));
        assertThat(log.chunks().get(0).value()).startsWith(row.getBytes(ISO_8859_1));
    }

    /** As the OpenAPI document has it: whatever is documented is known. */
    @Test
    void shouldAcceptEveryDocumentedParameter() throws Exception {
        JsonNode parameters = json(gateway.get("/openapi.json"))
                .get("paths")
                .get("/upload")
                .get("post")
                .get("parameters");

        assertThat(parameters).isNotEmpty();
        // Some make sense only together with another, or with another file.
        Map<String, String> together = Map.of(
                "rows", "&dry_run=true",
                "set.FIELD", "&map.sensor_id=sensor_id");
        for (JsonNode parameter : parameters) {
            if (!parameter.has("name")) {
                // It is a header, which stands elsewhere in the document.
                continue;
            }
            String name = parameter.get("name").asString();
            String example = URLEncoder.encode(parameter.get("example").asString(), UTF_8);
            String query = "?" + name.replace("FIELD", "value") + "=" + example;

            assertThat(upload(
                                    query + together.getOrDefault(name, ""),
                                    HEADER.strip() + ",note\n" + ROW.strip() + ",x\n")
                            .statusCode())
                    .as(query)
                    .isIn(200, 202);
        }
    }

    private static HttpResponse<String> upload(String query, String file) throws Exception {
        return gateway.upload(query, "text/csv", BodyPublishers.ofString(file));
    }

    private static HttpResponse<String> encoded(String encoding, byte[] file) throws Exception {
        return gateway.send(gateway.request("/upload")
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(file)));
    }

    private static HttpResponse<String> form(String disposition, byte[] file) throws Exception {
        String head = "--XX\r\nContent-Disposition: form-data; name=\"file\"; " + disposition + "\r\n\r\n";
        return gateway.upload(
                "",
                "multipart/form-data; boundary=XX",
                BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(file),
                        BodyPublishers.ofString("\r\n--XX--\r\n")));
    }

    private static void accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }

    private static FileOpened opened() throws InterruptedException {
        return log.await(FileOpened.class, 1).get(0);
    }

    private static FileClosed closed() throws InterruptedException {
        return log.await(FileClosed.class, 1).get(0);
    }

    private static ChunkHeaders headers() {
        return ChunkHeaders.from(log.chunks().get(0).headers());
    }

    private static byte[] numbered(int rows) {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            file.append("2026-01-01T00:00:00Z,sensor-")
                    .append(i % 97)
                    .append(',')
                    .append(i * 7919L % 10_007)
                    .append('\n');
        }
        return file.toString().getBytes(UTF_8);
    }
}
