package dev.sluice.results.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.results.ApiOverFake;
import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.RejectsPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Rejects as a client sees them. */
class RejectsApiTest extends ApiOverFake {
    @Test
    void shouldAnswerARejectsDocumentExactly() throws Exception {
        files.add(Rejects.ofCsv(
                FileSummaries.partial("f"),
                "a,b",
                "",
                Rejects.row(3, "x,\"\u0000\"", Rejects.error("type-error", "value")),
                Rejects.cut(9, "1,2,3", Rejects.error("extra-cell", null))));

        HttpResponse<String> response = server.get("/results/f/rejects?limit=1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo("""
                        {"file_id":"f","status":"partial","provisional":false,"dataset":"sensor-readings",\
                        "invalid_rows":2,"kept":2,\
                        "counts":[{"code":"type-error","field":"value","count":1},{"code":"extra-cell","count":1}],\
                        "rejects":[{"line":3,"chunk":0,"raw":"x,\\"\\u0000\\"","raw_truncated":false,\
                        "errors":[{"code":"type-error","field":"value","message":"expected better"}]}],\
                        "next_cursor":"r:1"}""");
    }

    @Test
    void shouldTellThatALineHasSeveralRows() throws Exception {
        files.add(Rejects.ofCsv(
                FileSummaries.partial("f"),
                "time,a,b",
                "delimiter=%2C&layout=wide",
                Rejects.row(3, "soon,1,2", Rejects.error("type-error", "timestamp"))));

        assertThat(json("/results/f/rejects").get("layout").asString()).isEqualTo("wide");
    }

    @Test
    void shouldReportHowManyAreKeptIfNotAllAre() throws Exception {
        addOneOfTwo();

        JsonNode document = json("/results/f/rejects");

        assertThat(document.get("kept").asLong()).isEqualTo(1);
        assertThat(document.get("shown").asString()).isEqualTo("the first 1 of 2 invalid rows are kept");
        assertThat(server.get("/results/f/rejects.csv").headers().firstValue("X-Rejects-Kept"))
                .contains("1 of 2");
    }

    @Test
    void shouldShowEveryRejectOnceOverAllPagesOfAFilter() throws Exception {
        addMany(1_000);
        List<Long> lines = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json("/results/f/rejects?code=type-error&field=b%20%26%20c&limit=100&cursor=" + next);
            page.get("rejects").forEach(reject -> lines.add(reject.get("line").asLong()));
            next = page.path("next_cursor").asString("");
        } while (!next.isEmpty());

        assertThat(lines).hasSize(500).doesNotHaveDuplicates().isSorted().allMatch(line -> line % 2 == 0);
    }

    @Test
    void shouldShowRejectsBeforeTheEnd() throws Exception {
        files.add(Rejects.ofCsv(
                FileSummaries.file("f", FileStatus.PROCESSING),
                "a",
                "",
                Rejects.row(2, "x", Rejects.error("type-error", "a"))));

        JsonNode document = json("/results/f/rejects?code=&field=");

        assertThat(document.get("provisional").asBoolean()).isTrue();
        assertThat(document.get("rejects").size()).isEqualTo(1);
    }

    @Test
    void shouldBeADownloadNamedAfterTheFile() throws Exception {
        files.add(Rejects.ofCsv(
                FileSummaries.partial("f.csv"),
                "Zeit;Wert",
                "delimiter=%3B",
                Rejects.row(3, "gestern;\"3,5\"", Rejects.error("type-error", "Zeit")),
                Rejects.row(4, "=x;2", Rejects.error("type-error", "Zeit"))));

        HttpResponse<String> response = server.get("/results/f.csv/rejects.csv", "Accept", "text/csv");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"f.csv-rejects.csv\"");
        assertThat(response.headers().firstValue("X-Rejects-Kept")).isEmpty();
        assertThat(response.body()).isEqualTo("""
                        Zeit,Wert,_line,_code,_message
                        gestern,"3,5",3,type-error,Zeit: expected better
                        '=x,2,4,type-error,Zeit: expected better
                        """);
    }

    @Test
    void shouldHaveAColumnForSurplusCellsIfAnyPageHasThem() throws Exception {
        InvalidRow[] rows = IntStream.rangeClosed(1, RejectsDownload.PAGE + 1)
                .mapToObj(line -> Rejects.row(
                        line, line <= RejectsDownload.PAGE ? "1" : "1,2,\"3,4\"", Rejects.error("type-error", null)))
                .toArray(InvalidRow[]::new);
        files.add(Rejects.ofCsv(FileSummaries.partial("f"), "a", "", rows));

        List<String> lines = server.get("/results/f/rejects.csv").body().lines().toList();

        assertThat(lines).hasSize(RejectsDownload.PAGE + 2);
        assertThat(lines.get(0)).isEqualTo("a,_line,_code,_message,_extra");
        assertThat(lines.get(1)).isEqualTo("1,1,type-error,expected better,");
        assertThat(lines.get(lines.size() - 1)).endsWith(",expected better,\"2,\"\"3,4\"\"\"");
    }

    @Test
    void shouldShowJsonInTheDatasetsFields() throws Exception {
        files.add(Rejects.ofJson(
                FileSummaries.partial("f"),
                Rejects.row(1, "{\"ts\":\"soon\",\"value\":1.50}", Rejects.error("type-error", "timestamp"))));

        assertThat(server.get("/results/f/rejects.csv").body()).isEqualTo("""
                        timestamp,sensor_id,value,_line,_code,_message
                        soon,,1.50,1,type-error,timestamp: expected better
                        """);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"PENDING", "PROCESSING"})
    void shouldBeNoDownloadBeforeTheEnd(FileStatus status) throws Exception {
        files.add(Rejects.ofCsv(FileSummaries.file("f", status), "a", ""));

        HttpResponse<String> response = server.get("/results/f/rejects.csv", "Accept", "text/csv");

        assertThat(response.statusCode()).isEqualTo(425);
        assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(Json.MAPPER.readTree(response.body()).get("code").asString()).isEqualTo("not-finished");
    }

    @Test
    void shouldRefuseADownloadWithUnavailablePages() throws Exception {
        addMany(2 * RejectsDownload.PAGE);
        files.breakRejectsFrom(RejectsDownload.PAGE);

        HttpResponse<String> response = server.get("/results/f/rejects.csv");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void shouldBreakTheConnectionWhenALaterPageIsUnavailable() throws Exception {
        InvalidRow[] rows = IntStream.rangeClosed(1, 20 * RejectsDownload.PAGE)
                .mapToObj(line -> Rejects.row(line, "x,y", Rejects.error("type-error", "a")))
                .toArray(InvalidRow[]::new);
        files.add(Rejects.ofCsv(FileSummaries.partial("f"), "a", "", rows));
        // The first reject has a surplus cell, so that the pages are not gone through before.
        files.breakRejectsFrom(19 * RejectsDownload.PAGE);
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/results/f/rejects.csv")).build();

        HttpResponse<InputStream> response = server.send(request, BodyHandlers.ofInputStream());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> response.body().transferTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class);
    }

    private static void addOneOfTwo() {
        files.add(new RejectsPage(
                FileSummaries.partial("f"),
                "a",
                "",
                1,
                List.of(new InvalidRow("f", 0L, 2, "x", false, List.of(Rejects.error("type-error", "a")))),
                null));
    }

    private static void addMany(int count) {
        InvalidRow[] rows = IntStream.rangeClosed(1, count)
                .mapToObj(line -> Rejects.row(line, "x", Rejects.error("type-error", line % 2 == 0 ? "b & c" : "a")))
                .toArray(InvalidRow[]::new);
        files.add(Rejects.ofCsv(FileSummaries.partial("f"), "b & c", "", rows));
    }

    private static JsonNode json(String path) throws Exception {
        return Json.MAPPER.readTree(server.get(path).body());
    }
}
