package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.ROW;
import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.csv.Gzip;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DryRunHttpTest {
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void shouldPublishNothing() {
        assertThat(gateway.log().story()).isEmpty();
    }

    @Test
    void shouldReportTheDetectedFormat() throws Exception {
        byte[] file = ("\uFEFF\nTime;Temp (C);note;device_id\n2026-01-01T01:00:00+01:00;1.50;x;a\n").getBytes(UTF_16LE);

        JsonNode report = json(gateway.upload(
                "?dry_run=true&filename=a.csv.gz&map.value=Temp+(C)",
                "text/csv",
                BodyPublishers.ofByteArray(Gzip.of(file))));

        assertThat(report.toString())
                .isEqualTo(
                        "{\"dataset\":\"sensor-readings\",\"filename\":\"a.csv.gz\",\"format\":\"csv\",\"encoding\":\"UTF-16LE\","
                                + "\"compression\":\"gzip\",\"delimiter\":\";\",\"header\":true,\"layout\":\"long\","
                                + "\"columns\":[{\"name\":\"Time\",\"field\":\"timestamp\",\"type\":\"datetime\"},"
                                + "{\"name\":\"Temp (C)\",\"field\":\"value\",\"type\":\"number\"},{\"name\":\"note\"},"
                                + "{\"name\":\"device_id\",\"field\":\"sensor_id\",\"type\":\"string\"}],\"constants\":{},"
                                + "\"rows_checked\":1,\"valid_rows\":1,\"invalid_rows\":0,\"errors\":[],\"rejects\":[],"
                                + "\"rows\":[{\"timestamp\":\"2026-01-01T00:00:00Z\",\"sensor_id\":\"a\",\"value\":\"1.5\"}],"
                                + "\"notes\":[],\"suggestions\":[]}");
    }

    @Test
    void shouldSuggestParametersForInvalidRows() throws Exception {
        String file = "timestamp;sensor_id;value\n2026-01-01;a;1,5\n2026-01-02;a;21\n";

        JsonNode report = tried("?dry_run=true", file);

        assertThat(report.get("suggestions"))
                .hasToString("[{\"parameters\":{\"decimal\":\",\"},"
                        + "\"reason\":\"2 of 2 values of value look like \\\"1,5\\\"\",\"mended_rows\":1}]");
        assertThat(tried("?dry_run=true&decimal=,", file).get("suggestions")).isEmpty();
    }

    @Test
    void shouldSuggestParametersForARefusedFile() throws Exception {
        JsonNode problem = refused(
                gateway.upload(
                        "?dry_run=true&filename=Keller.csv",
                        "text/csv",
                        BodyPublishers.ofByteArray(
                                "erzeugt von Gerät 7\n\nZeit;Wert\n31.03.2026 02:30;1,5\n31.03.2026 03:00;7,25\n"
                                        .getBytes(Charset.forName("windows-1252")))),
                422,
                "not-text");

        Map<String, String> parameters = new TreeMap<>();
        for (JsonNode suggestion : problem.get("suggestions")) {
            suggestion
                    .get("parameters")
                    .properties()
                    .forEach(one -> parameters.put(one.getKey(), one.getValue().asString()));
            assertThat(suggestion.get("mended_rows").asInt()).isEqualTo(2);
        }
        assertThat(parameters)
                .hasToString("{decimal=,, map.timestamp=Zeit, map.value=Wert, set.sensor_id=Keller, skip=2, "
                        + "time_format=%d.%m.%Y %H:%M}");
    }

    /** The header row is a comment: without the parameter the file can be read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            time,value%n2026-01-01,1%n2026-01-02,2%n             | line 1 | leave out comment=#
            by "5"" logger%n# Zeit, °C%n%n2026-01-01,1%n         | line 2 | leave out comment=# and give skip=1
            """)
    void shouldTellOfAHeaderRowThatIsAComment(String text, String line, String advice) throws Exception {
        String detail = refused(
                        upload("?dry_run=true&comment=%23", "#" + text.replace("%n", "\n")), 422, "missing-column")
                .get("detail")
                .asString();

        assertThat(detail)
                .endsWith("; " + line + " is a comment with as many cells as the rows: if it is the header row, "
                        + advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# a, b, c\n2026-01-01,1\n", "# \"a,b\n2026-01-01,1\n", "\n2026-01-01,1\n", "# a\n1\n"})
    void shouldNotTakeOtherCommentsForAHeaderRow(String text) throws Exception {
        JsonNode problem = refused(upload("?dry_run=true&comment=%23", text), 422, "missing-column");

        assertThat(problem.get("detail").asString()).doesNotContain("is a comment");
    }

    @Test
    void shouldReportErrorsOfTheFirstRows() throws Exception {
        JsonNode report =
                tried("?dry_run=true", HEADER + ROW + "x,a,y\n" + "2026-01-01T00:00:00Z,,warm\n".repeat(30) + ROW);

        assertThat(report.get("rows_checked").asInt()).isEqualTo(33);
        assertThat(report.get("valid_rows").asInt()).isEqualTo(2);
        assertThat(report.get("invalid_rows").asInt()).isEqualTo(31);
        assertThat(report.get("errors").toString())
                .contains("{\"code\":\"type-error\",\"field\":\"timestamp\",\"count\":1}")
                .contains("{\"code\":\"type-error\",\"field\":\"value\",\"count\":31}")
                .contains("{\"code\":\"constraint-error\",\"field\":\"sensor_id\",\"count\":30}");
        assertThat(report.get("rejects").size()).isEqualTo(20);
        JsonNode reject = report.get("rejects").get(0);
        assertThat(reject.get("line").asInt()).isEqualTo(3);
        assertThat(reject.get("raw").asString()).isEqualTo("x,a,y");
        assertThat(reject.get("errors").size()).isEqualTo(2);
        assertThat(reject.get("errors").get(0).get("message").asString()).contains("expected");
        assertThat(report.get("rows").size()).isEqualTo(2);
    }

    @Test
    void shouldSayWhatElseHelpsWhereNoParameterDoes() throws Exception {
        String rows = "hall 2026-01-01T00:00:00Z   1.5\nroof 2026-01-01T00:00:00Z  11.5\n";

        assertThat(refused(upload("?dry_run=true", "Readings\n" + rows), 422, "missing-column")
                        .get("detail")
                        .asString())
                .endsWith("its columns seem to be aligned by spaces: write a delimiter between them, for example with "
                        + "sed -E 's/ +/;/g', or 's/ {2,}/;/g' where cells have spaces");
        assertThat(refused(upload("?dry_run=true", rows.replaceAll(" +", ",")), 422, "missing-column")
                        .get("detail")
                        .asString())
                .endsWith("; a dataset document describes other tables: ./sluice datasets infer proposes one");
    }

    @Test
    void shouldTellHowManyRejectsItLeavesOut() throws Exception {
        JsonNode some = tried("?dry_run=true", HEADER + ROW + "x,a,y\n".repeat(20));
        JsonNode more = tried("?dry_run=true", HEADER + ROW + "x,a,y\n".repeat(31));
        JsonNode large = tried("?dry_run=true", HEADER + ROW + ("x,a," + "y".repeat(60_000) + "\n").repeat(100));

        assertThat(some.get("rejects").size()).isEqualTo(20);
        assertThat(some.has("more_rejects")).isFalse();
        assertThat(more.get("more_rejects").asInt()).isEqualTo(11);
        assertThat(large.get("rejects").size() + large.get("more_rejects").asInt())
                .isEqualTo(large.get("invalid_rows").asInt());
        assertThat(large.toString().length()).isLessThan(100_000);
    }

    @Test
    void shouldTellThatASecondHeaderRowFailsTheFile() throws Exception {
        String rows = HEADER + ROW + "sensor_id,timestamp,value\n" + "a,2026-01-01T00:00:00Z,2\n".repeat(5_000);

        JsonNode report = tried("?dry_run=true", rows);

        assertThat(report.at("/reason/code").asString()).isEqualTo("second-header");
        assertThat(report.at("/reason/message").asString())
                .startsWith("line 3 is a header row with other columns than the first: sensor_id, timestamp, value");
        assertThat(report.get("valid_rows").asInt()).isEqualTo(1);
        assertThat(report.get("invalid_rows").asInt()).isEqualTo(99);
    }

    /** The last is half of a surrogate pair right before the end of its row. */
    @ParameterizedTest
    @CsvSource({"windows-1252, 81", "US-ASCII, E9", "UTF-16LE, 3DD8"})
    void shouldRejectExactlyTheMalformedRow(String charset, String malformed) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes((HEADER + ROW + "2026-01-01T00:00:00Z,a,1").getBytes(Charset.forName(charset)));
        file.writeBytes(HexFormat.of().parseHex(malformed));
        file.writeBytes(("\n" + ROW).getBytes(Charset.forName(charset)));

        JsonNode report = json(gateway.upload(
                "?dry_run=true&charset=" + charset, "text/csv", BodyPublishers.ofByteArray(file.toByteArray())));

        assertThat(report.get("encoding").asString()).isEqualTo(charset);
        assertThat(report.get("valid_rows").asInt()).isEqualTo(2);
        assertThat(report.get("invalid_rows").asInt()).isEqualTo(1);
        JsonNode reject = report.get("rejects").get(0);
        assertThat(reject.get("line").asInt()).isEqualTo(3);
        assertThat(reject.get("errors").get(0).get("code").asString()).isEqualTo("encoding-error");
    }

    @ParameterizedTest
    @CsvSource({"'', 100", "&rows=7, 7"})
    void shouldReadOnlyTheRequestedRows(String rows, int checked) throws Exception {
        JsonNode report = tried("?dry_run=true" + rows, HEADER + ROW.repeat(10_000));

        assertThat(report.get("rows_checked").asInt()).isEqualTo(checked);
        assertThat(report.get("valid_rows").asInt()).isEqualTo(checked);
        assertThat(report.get("rows").size()).isEqualTo(5);
    }

    @Test
    void shouldReadWideFilesAndConstants() throws Exception {
        JsonNode wide = tried(
                "?dry_run=true&layout=wide",
                "time\tboiler\tpump\n2026-01-01T00:00:00Z\t20.5\t3\n2026-01-02T00:00:00Z\t\tx\n");
        assertThat(wide.get("delimiter").asString()).isEqualTo("\t");
        assertThat(wide.get("layout").asString()).isEqualTo("wide");
        assertThat(wide.get("rows").get(1).get("sensor_id").asString()).isEqualTo("pump");
        assertThat(wide.get("rows_checked").asInt()).isEqualTo(3);

        JsonNode constant = tried("?dry_run=true&set.sensor_id=machine-7", "time|value\n2026-01-01T00:00:00Z|20.5\n");
        assertThat(constant.get("constants").toString()).isEqualTo("{\"sensor_id\":\"machine-7\"}");
        assertThat(constant.get("rows").get(0).get("sensor_id").asString()).isEqualTo("machine-7");
    }

    @Test
    void shouldReadSongsWithoutAHeaderRow() throws Exception {
        JsonNode report =
                tried("?dry_run=true&dataset=song-plays", "\nUmbrella,2020-01-01,50\nUmbrella,2020-13-01,1\n");

        assertThat(report.get("header").asBoolean()).isFalse();
        assertThat(report.get("columns").get(2).get("name").asString()).isEqualTo("Number of Plays");
        assertThat(report.get("rejects").get(0).get("line").asInt()).isEqualTo(3);
    }

    @Test
    void shouldRefuseFilesThatAnUploadWouldRefuse() throws Exception {
        refused(upload("?dry_run=true", ""), 422, "empty-file");
        refused(upload("?dry_run=true", "a,b\n"), 422, "missing-column");
        refused(upload("?dry_run=true&dataset=nope", HEADER + ROW), 422, "unknown-dataset");
        refused(upload("?dry_run=true", HEADER + ROW + "\"" + ROW.repeat(4_000)), 422, "row-too-long");
        refused(upload("?dry_run=true&filename=a.gz", HEADER + ROW), 422, "bad-gzip");
        String file = RunningGateway.part("name=\"file\"; filename=\"a.csv\"", HEADER + ROW);
        refused(
                gateway.upload(
                        "?dry_run=true",
                        "multipart/form-data; boundary=XX",
                        BodyPublishers.ofString(file + file + "--XX--\r\n")),
                422,
                "several-files");
    }

    @Test
    void shouldRespondBeforeTheWholeBodyArrives() throws Exception {
        String start = HEADER + ROW.repeat(20_000);

        try (Socket client = gateway.unfinished("/upload?dry_run=true", start, 1_000_000_000)) {
            assertThat(new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8)).readLine())
                    .startsWith("HTTP/1.1 200");
        }
    }

    private static JsonNode tried(String query, String file) throws Exception {
        HttpResponse<String> response = upload(query, file);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static HttpResponse<String> upload(String query, String file) throws Exception {
        return gateway.upload(query, "text/csv", BodyPublishers.ofString(file));
    }
}
