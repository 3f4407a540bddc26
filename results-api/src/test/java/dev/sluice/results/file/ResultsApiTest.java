package dev.sluice.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.ApiOverFake;
import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.FileSummaries;
import dev.sluice.results.routing.FileQueriesContract;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesProfile.Point;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The endpoints as a client sees them. */
class ResultsApiTest extends ApiOverFake {
    @Test
    void shouldUseTheQueriesOfTheSameProcess() {
        assertThat(server.bean(FileQueries.class)).isSameAs(files);
    }

    @Test
    void shouldAnswerAResultsDocumentExactly() throws Exception {
        files.add(FileSummaries.partial("f"), List.of("b", "a"));

        HttpResponse<String> response = server.get("/results/f?limit=1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo("""
                        {"file_id":"f","status":"partial","provisional":false,"source":"upload",\
                        "dataset":"sensor-readings","filename":"data.csv","upload_time":"2026-11-20T10:05:00Z",\
                        "processing_time":"2026-11-20T10:05:01.500Z","processing_seconds":1.5,"stage_times":{"received":1.0,"split":0.25,"aggregated":0.25},"total_rows":5,"valid_rows":3,"invalid_rows":2,"series":2,"stray_rows":0,\
                        "errors":[{"code":"type-error","field":"value","count":1},{"code":"extra-cell","count":1}],\
                        "progress":{"bytes":128,"chunks":1,"closed":true,"chunks_split":1,"rows_split":5,\
                        "rows_aggregated":5},\
                        "aggregated_data":{"a":{"count":2,"min":-1.5,"max":2.25,"avg":0.5,"sum":1.0,"std_dev":0.125,\
                        "first":"1970-01-01T00:00:00Z","last":"1970-01-01T00:00:02Z"}},"next_cursor":"YQ"}""");
    }

    @Test
    void shouldAnswerASumThatIsTooLargeAsNull() throws Exception {
        SeriesStatistics statistics = new SeriesStatistics();
        statistics.add(Double.MAX_VALUE);
        statistics.add(Double.MAX_VALUE);
        files.add(FileSummaries.partial("f"), Map.of("a", SeriesFigures.of(statistics)));

        assertThat(server.get("/results/f").body()).contains("""
                        "avg":1.7976931348623157E308,"sum":null,"std_dev":0.0}""");
    }

    @Test
    void shouldSayHowExactPercentilesAre() throws Exception {
        SeriesStatistics statistics = new SeriesStatistics();
        PercentileSketch sketch = new PercentileSketch();
        for (int i = 1; i <= 200; i++) {
            statistics.add(i);
            sketch.add(i);
        }
        files.add(FileSummaries.partial("f"), Map.of("a", SeriesFigures.of(statistics, sketch)));
        assertThat(server.get("/results/f").body()).contains("""
                        "percentiles":{"p01":2.0,"p05":10.0,"p25":50.0,"p50":100.0,"p75":150.0,"p95":190.0,\
                        "p99":198.0,"exact":true}""");
        sketch.add(201);
        files.add(FileSummaries.partial("g"), Map.of("a", SeriesFigures.of(statistics, sketch)));

        assertThat(server.get("/results/g").body())
                .contains("\"rank_error\":0.0133}")
                .doesNotContain("exact");
    }

    @Test
    void shouldShowSeriesOverTime() throws Exception {
        Point point = new Point(Instant.parse("2026-01-01T10:00:00Z"), 5, 1, 3, 2.5);
        SeriesProfile profile = new SeriesProfile(
                "hall/1;\u00e9 a", 300L, List.of(point), Collections.nCopies(101, 2.5), List.of(2.5, 2.5));
        files.add(FileSummaries.partial("f"), profile, new SeriesProfile("z", null, List.of(), null, null));

        String key = URLEncoder.encode(profile.series(), UTF_8).replace("+", "%20");
        assertThat(server.get("/results/f/series/" + key + "/profile").body())
                .endsWith(",2.5],\"values\":[2.5,2.5]}")
                .startsWith("""
                        {"file_id":"f","provisional":false,"series":"hall/1;\u00e9 a","interval_seconds":300,\
                        "points":[{"start":"2026-01-01T10:00:00Z","count":5,"min":1.0,"max":3.0,"avg":2.5}],\
                        "distribution":[2.5,""");
        assertThat(server.get("/results/f/series/z/profile").body()).isEqualTo("""
                        {"file_id":"f","provisional":false,"series":"z","points":[]}""");
        JsonNode page = json(server.get("/results/f/profiles?limit=1"));
        assertThat(page.at("/profiles/0/series").asString()).isEqualTo(profile.series());
        JsonNode next = json(server.get(
                "/results/f/profiles?cursor=" + page.get("next_cursor").asString()));
        assertThat(next.get("profiles")).hasSize(1);
        assertThat(next.has("next_cursor")).isFalse();
    }

    @Test
    void shouldShowWindows() throws Exception {
        Instant ten = Instant.parse("2026-01-01T10:00:00Z");
        List<SeriesWindows.Window> all = new ArrayList<>();
        for (String series : List.of("b", "\u00e9/1")) {
            for (int hour = 0; hour < 3; hour++) {
                Instant start = ten.plusSeconds(3_600L * hour);
                all.add(new SeriesWindows.Window(
                        series, start, start.plusSeconds(3_600), FakeFileQueries.statistics(hour + 1)));
            }
        }
        files.add(new SeriesWindows(FileSummaries.partial("f"), 0, all, null));
        files.add(new SeriesWindows(FileSummaries.partial("g"), 5, List.of(), null));

        assertThat(server.get("/results/f/windows?series=%C3%A9/1&from=2026-01-01T11:00:00.5%2B00:00")
                        .body())
                .isEqualTo("""
                        {"file_id":"f","provisional":false,"windows":[{"series":"\u00e9/1",\
                        "start":"2026-01-01T12:00:00Z","end":"2026-01-01T13:00:00Z","count":3,"min":-1.5,"max":2.25,\
                        "avg":0.5,"sum":1.5,"std_dev":0.125,"first":"1970-01-01T00:00:00Z",\
                        "last":"1970-01-01T00:00:03Z"}]}""");
        assertThat(server.get("/results/g/windows").body()).isEqualTo("""
                        {"file_id":"g","provisional":false,"windows":[],"overflow_rows":5}""");
        assertThat(starts("?from=2026-01-01T11:00:00Z&to=2026-01-01T12:00:00Z"))
                .containsExactly("b 2026-01-01T11:00:00Z", "\u00e9/1 2026-01-01T11:00:00Z");
        assertThat(starts("?from=2026-01-01T10:00:00.000001Z&to=2026-01-01T12:00:00.000001Z&series=b"))
                .containsExactly("b 2026-01-01T11:00:00Z", "b 2026-01-01T12:00:00Z");
        assertThat(starts("?from=2026-01-02&series=&to=")).isEmpty();
        JsonNode page = json(server.get("/results/f/windows?limit=4"));
        assertThat(page.get("windows")).hasSize(4);
        JsonNode rest = json(server.get(
                "/results/f/windows?cursor=" + page.get("next_cursor").asString()));
        assertThat(rest.get("windows")).hasSize(2);
        assertThat(rest.has("next_cursor")).isFalse();
    }

    private static List<String> starts(String query) throws Exception {
        List<String> starts = new ArrayList<>();
        json(server.get("/results/f/windows" + query))
                .get("windows")
                .forEach(window -> starts.add(window.get("series").asString() + " "
                        + window.get("start").asString()));
        return starts;
    }

    @Test
    void shouldDeleteAFile() throws Exception {
        files.add(FileSummaries.partial("f"), List.of("a"));

        HttpResponse<String> deleted = delete("f");

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(server.get("/status/f").statusCode()).isEqualTo(404);
        assertThat(json(delete("f")).get("code").asString()).isEqualTo("unknown-file");
        assertThat(delete("a%20b").statusCode()).isEqualTo(400);

        files.goDown();
        HttpResponse<String> unavailable = delete("f");

        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("3");
    }

    private static HttpResponse<String> delete(String id) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/files/" + id)).DELETE().build();
        return server.send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerTheStatusOfAFileInAnyState(FileStatus status) throws Exception {
        FileSummary file = FileSummaries.file("f", status);
        files.add(file, List.of());

        HttpResponse<String> response = server.get("/status/f");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(Json.MAPPER.writeValueAsString(file));
        assertThat(json(response).get("status").asString())
                .isEqualTo(status.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void shouldShowProvisionalResultsBeforeTheEnd() throws Exception {
        files.add(FileSummaries.file("f", FileStatus.PROCESSING), List.of("a"));

        JsonNode document = json(server.get("/results/f"));

        assertThat(document.get("provisional").asBoolean()).isTrue();
        assertThat(document.get("aggregated_data").has("a")).isTrue();
        assertThat(document.has("next_cursor")).isFalse();
    }

    @Test
    void shouldShowEverySeriesExactlyOnceInOrderOverAllPages() throws Exception {
        List<String> sensors = new ArrayList<>(FileQueriesContract.AWKWARD);
        IntStream.range(0, 25).forEach(i -> sensors.add("sensor-" + i));
        files.add(FileSummaries.partial("f"), sensors);

        List<String> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(server.get("/results/f?limit=7&cursor=" + next));
            assertThat(page.get("aggregated_data").size()).isBetween(1, 7);
            found.addAll(page.get("aggregated_data").propertyNames());
            next = page.path("next_cursor").asString("");
        } while (!next.isEmpty());

        assertThat(found)
                .containsExactlyElementsOf(
                        sensors.stream().sorted(FakeFileQueries.UTF_8_ORDER).toList());
    }

    @Test
    void shouldShowAThousandSeriesByDefaultAndTenThousandAtMost() throws Exception {
        files.add(
                FileSummaries.partial("f"),
                IntStream.range(0, 100_001).mapToObj(i -> "s" + i).toList());

        assertThat(json(server.get("/results/f")).get("aggregated_data").size()).isEqualTo(1_000);
        assertThat(json(server.get("/results/f?limit=10000"))
                        .get("aggregated_data")
                        .size())
                .isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice.raw-chunks-0-12", "a.csv", "a.csv.csv", "a.json", ".hidden", "a..b", "a.", "_-"})
    void shouldTakeIdsWithDotsAtEveryEndpoint(String id) throws Exception {
        files.add(FileSummaries.partial(id), List.of("s"));

        assertThat(json(server.get("/status/" + id)).get("file_id").asString()).isEqualTo(id);
        assertThat(json(server.get("/results/" + id, "Accept", "application/json"))
                        .get("file_id")
                        .asString())
                .isEqualTo(id);
        assertThat(server.get("/results/" + id + ".csv").body())
                .startsWith("sensor_id,")
                .contains("\ns,");
    }

    @Test
    void shouldReadTheLastCsvSuffixAsTheTypeUnlessOnlyJsonIsAccepted() throws Exception {
        files.add(FileSummaries.partial("a"), List.of("of-a"));
        files.add(FileSummaries.partial("a.csv"), List.of("of-a.csv"));

        assertThat(server.get("/results/a.csv").body()).contains("\nof-a,");
        assertThat(server.get("/results/a.csv.csv").body()).contains("\nof-a.csv,");
        assertThat(server.get("/results/a.csv", "Accept", "application/json").body())
                .contains("\"of-a.csv\":");
    }

    @Test
    void shouldListFilesNewestFirstPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            files.add(FileSummaries.partial("file-" + i), List.of());
        }
        List<String> ids = new ArrayList<>();
        @Nullable String next = "";
        do {
            JsonNode page = json(server.get("/files?limit=2&cursor=" + next));
            page.get("files").forEach(file -> ids.add(file.get("file_id").asString()));
            next = page.path("next_cursor").asString("");
        } while (!next.isEmpty());

        assertThat(ids).containsExactly("file-4", "file-3", "file-2", "file-1", "file-0");
        assertThat(server.get("/files?limit=1").body())
                .isEqualTo("{\"files\":[" + Json.MAPPER.writeValueAsString(FileSummaries.partial("file-4"))
                        + "],\"next_cursor\":\"4.file-4\",\"partial\":false,\"unreachable\":[]}");
    }

    @Test
    void shouldReportTheMissingPartitionsOfTheList() throws Exception {
        files.add(FileSummaries.partial("f"), List.of());
        files.lack("partition 1 of 0 to 3: no instance answers for it now");

        JsonNode page = json(server.get("/files"));

        assertThat(page.get("files")).hasSize(1);
        assertThat(page.get("partial").asBoolean()).isTrue();
        assertThat(page.get("unreachable").get(0).asString())
                .isEqualTo("partition 1 of 0 to 3: no instance answers for it now");
        assertThat(json(server.get("/health")).at("/components/results/details/unreachable"))
                .hasSize(1);
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldHoldTheStatusBackUntilTheFileHasEnded() throws Exception {
        files.endWhenAsked(
                FileSummaries.file("f", FileStatus.PROCESSING), FileSummaries.file("f", FileStatus.PROCESSED), 5);

        assertThat(json(server.get("/status/f")).get("provisional").asBoolean()).isTrue();
        assertThat(json(server.get("/status/f?wait=0")).get("provisional").asBoolean())
                .isTrue();
        assertThat(json(server.get("/status/f?wait=30")).get("provisional").asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/status/none, 404, unknown-file, '\"none\"'",
        "/results/none, 404, unknown-file, '\"none\"'",
        "/results/none.csv, 404, unknown-file, '\"none\"'",
        "/status/a%20b, 400, invalid-file-id, '\"a b\"'",
        "/status/f?wait=31, 400, invalid-wait, 'seconds from 0 to 30 as wait, found \"31\"'",
        "/status/f?wait=soon, 400, invalid-wait, 'found \"soon\"'",
        "/results/a%20b, 400, invalid-file-id, 1 to 64 of",
        "/results/a%20b.csv, 400, invalid-file-id, '\"a b\"'",
        "/results/.csv, 400, invalid-file-id, '\"\"'",
        "/results/f?limit=0, 400, invalid-limit, 'from 1 to 10000 as limit, found \"0\"'",
        "/results/f?limit=100001, 400, invalid-limit, 'found \"100001\"'",
        "/results/f?limit=ten, 400, invalid-limit, 'found \"ten\"'",
        "/files?limit=1001, 400, invalid-limit, 'from 1 to 1000 as limit, found \"1001\"'",
        "/results/f?cursor=%25%25, 400, invalid-cursor, 'found \"%%\"'",
        "/files?status=done, 400, invalid-status, 'partial, failed as status, found \"done\"'",
        "/files?cursor=broken, 400, invalid-cursor, 'found \"broken\"'",
        "/results/f?cursor=%ff, 400, bad-request, percent-encoded UTF-8",
        "/nowhere, 404, unknown-path, GET /nowhere",
        "/results, 404, unknown-path, GET /results",
        "/results/none/rejects, 404, unknown-file, '\"none\"'",
        "/results/none/rejects.csv, 404, unknown-file, '\"none\"'",
        "/results/a%20b/rejects, 400, invalid-file-id, '\"a b\"'",
        "/results/a%20b/rejects.csv, 400, invalid-file-id, '\"a b\"'",
        "/results/a%2Fb, 400, invalid-file-id, '\"a/b\"'",
        "/results/none/profiles, 404, unknown-file, '\"none\"'",
        "/results/none/series/s/profile, 404, unknown-file, '\"none\"'",
        "/results/a%20b/series/s/profile, 400, invalid-file-id, '\"a b\"'",
        "/results/p/series/x/profile, 404, unknown-series, 'of the file \"p\", found \"x\"'",
        "/results/p/profiles?limit=101, 400, invalid-limit, 'from 1 to 100 as limit'",
        "/results/p/profiles?cursor=%25%25, 400, invalid-cursor, 'found \"%%\"'",
        "/results/none/windows, 404, unknown-file, '\"none\"'",
        "/results/a%20b/windows, 400, invalid-file-id, '\"a b\"'",
        "/results/f/windows?limit=10001, 400, invalid-limit, 'from 1 to 10000 as limit'",
        "/results/f/windows?cursor=YQ, 400, invalid-cursor, 'found \"YQ\"'",
        "/results/f/windows?cursor=MC4wLmE, 400, invalid-cursor, 'found \"MC4wLmE\"'",
        "/results/f/windows?from=noon, 400, invalid-time, 'as from, found \"noon\"'",
        "/results/f/windows?to=2026-13-01, 400, invalid-time, 'as to, found \"2026-13-01\"'",
        "/results/p/series/x, 404, unknown-path, GET /results/p/series/x",
        "/results/f/rejects?limit=1001, 400, invalid-limit, 'from 1 to 1000 as limit, found \"1001\"'",
        "/results/f/rejects?cursor=broken, 400, invalid-cursor, 'found \"broken\"'",
        "/datasets/songs, 404, unknown-dataset, 'found \"songs\"; there are sensor-readings, '",
        "/datasets/songs/series, 404, unknown-dataset, song-plays",
        "/datasets/songs/series/a, 404, unknown-dataset, measurements",
        "/datasets/song-plays/series/none, 404, unknown-series, 'file of song-plays has, found \"none\"'",
        "/datasets/song-plays/series/, 404, unknown-series, 'found \"\"'",
        "/datasets/song-plays/series?limit=10001, 400, invalid-limit, 'from 1 to 10000'",
        "/datasets/song-plays/series?cursor=%25%25, 400, invalid-cursor, 'found \"%%\"'",
        "/measurements/2019-05-01T10:00:00Z, 404, unknown-measurement, 2019-05-01T10:00:00Z",
        "/measurements/noon, 400, invalid-time, noon",
        "/measurements?limit=0, 400, invalid-limit, 'from 1 to 10000'",
        "/measurements?cursor=YQ, 400, invalid-cursor, 'found \"YQ\"'",
        "/schemas/rows.json, 404, unknown-schema, 'found \"rows\"; there are '",
        "/results/f/g, 404, unknown-path, GET /results/f/g",
    })
    void shouldAnswerInvalidRequestsWithAProblem(String path, int status, String code, String detail) throws Exception {
        files.add(FileSummaries.partial("f"), List.of("s"));
        files.add(FileSummaries.partial("p"), new SeriesProfile("s", null, List.of(), null, null));

        assertProblem(server.get(path), status, code, detail);
    }

    @Test
    void shouldAnswerAWrongMethodAsAProblem() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(server.uri("/status/f"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertProblem(server.send(post, BodyHandlers.ofString()), 405, "method-not-allowed", "POST");
    }

    @Test
    void shouldAnswerAnUnacceptableTypeAsAProblem() throws Exception {
        assertProblem(server.get("/status/f", "Accept", "image/png"), 406, "not-acceptable", "application/json");
    }

    @ParameterizedTest
    @MethodSource("pathsThatAsk")
    void shouldSetRetryAfterWhileTheAggregatorIsUnavailable(String path) throws Exception {
        files.goDown();

        HttpResponse<String> response = server.get(path);

        assertProblem(response, 503, "unavailable", "the store is restoring");
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
    }

    @ParameterizedTest
    @MethodSource("pathsThatAsk")
    void shouldNotExposeDetailsOfAnInternalError(String path) throws Exception {
        files.fail(() -> new IllegalStateException("secret"));

        HttpResponse<String> response = server.get(path);

        assertProblem(response, 500, "internal-error", "failed to process the request");
        assertThat(response.body()).doesNotContain("secret");
    }

    static List<String> pathsThatAsk() {
        return List.of(
                "/status/f",
                "/results/f",
                "/results/f.csv",
                "/results/f/rejects",
                "/results/f/rejects.csv",
                "/results/f/profiles",
                "/results/f/windows",
                "/results/f/windows.csv",
                "/results/f/series/a/profile",
                "/files",
                "/system",
                "/datasets/song-plays/series",
                "/datasets/song-plays/series/a",
                "/measurements",
                "/measurements/2019-05-01T10:00:00Z",
                "/measurements/summary");
    }

    @Test
    void shouldNotAllowOtherOriginsByDefault() throws Exception {
        HttpResponse<String> response = server.get("/files", "Origin", "https://ops.example.com");

        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code, String detail) {
        JsonNode problem = json(response);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString()).contains(detail);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("instance").asString()).startsWith("/");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }
}
