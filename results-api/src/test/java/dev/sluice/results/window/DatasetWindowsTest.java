package dev.sluice.results.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.ResultsServer;
import dev.sluice.results.routing.StubAggregator;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Windows over files as a client sees them, of a dataset that has some. */
class DatasetWindowsTest {
    private static final long TEN = 1_767_261_600;
    private static final FakeFileQueries FILES = new FakeFileQueries();

    @TempDir
    private static Path documents;

    private static ResultsServer server;
    private static StubAggregator aggregator;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(documents.resolve("hourly.json"), """
                {"name": "hourly", "fields": [
                  {"name": "s", "type": "string"}, {"name": "n", "type": "number"}, {"name": "t", "type": "datetime"}],
                 "sluice": {"groupBy": "s", "measure": "n", "time": "t", "windows": "1h"}}""");
        aggregator = new StubAggregator(FILES);
        server = ResultsServer.alone(aggregator.url(), "sluice.datasets.directory=" + documents);
    }

    @AfterAll
    static void stop() {
        server.close();
        aggregator.close();
    }

    @BeforeEach
    void forget() {
        FILES.clear();
    }

    @Test
    void shouldShowTheWindowsOfASeriesPageByPage() throws Exception {
        SeriesStatistics statistics = new SeriesStatistics();
        statistics.add(2, TEN * 1_000_000);
        statistics.add(4, TEN * 1_000_000 + 1);
        FILES.add(
                "hourly",
                "a b",
                new SeriesWindows.Sum(TEN, 3_600, statistics),
                new SeriesWindows.Sum(TEN + 3_600, 3_600, statistics));

        HttpResponse<String> first = server.get("/datasets/hourly/windows?series=a%20b&limit=1");

        assertThat(first.body()).startsWith("""
                        {"dataset":"hourly","series":"a b","windows":[{"series":"a b",\
                        "start":"2026-01-01T10:00:00Z","end":"2026-01-01T11:00:00Z","count":2,"min":2.0,"max":4.0,\
                        "avg":3.0,"sum":6.0,"std_dev":1.0,"first":"2026-01-01T10:00:00Z",\
                        "last":"2026-01-01T10:00:00.000001Z"}],"next_cursor":\"""");
        String cursor = Json.MAPPER.readTree(first.body()).get("next_cursor").asString();
        JsonNode second = windows("series=a%20b&limit=1&cursor=" + cursor);
        assertThat(second.get("windows")).singleElement();
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(windows("series=a%20b&from=2026-01-01T11:00:00Z").get("windows"))
                .hasSize(1);
        assertThat(windows("series=a%20b&to=2026-01-01T10:00:00Z").get("windows"))
                .isEmpty();
        assertThat(windows("series=x").get("windows")).isEmpty();
    }

    @Test
    void shouldBeEmptyForADatasetWithoutWindows() throws Exception {
        FILES.goDown();

        assertThat(server.get("/datasets/sensor-readings/windows?series=a").body())
                .isEqualTo("{\"dataset\":\"sensor-readings\",\"series\":\"a\",\"windows\":[]}");
        assertThat(server.get("/datasets/hourly/windows?series=a").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "/datasets/none/windows?series=a, 404, unknown-dataset",
        "/datasets/hourly/windows, 400, missing-series",
        "/datasets/hourly/windows?series=, 400, missing-series",
        "/datasets/hourly/windows?series=a&from=noon, 400, invalid-time",
        "/datasets/hourly/windows?series=a&limit=10001, 400, invalid-limit",
        "/datasets/hourly/windows?series=a&cursor=YQ, 400, invalid-cursor",
    })
    void shouldAnswerInvalidRequestsWithAProblem(String path, int status, String code) throws Exception {
        HttpResponse<String> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Json.MAPPER.readTree(response.body()).get("code").asString()).isEqualTo(code);
    }

    private static JsonNode windows(String query) throws Exception {
        return Json.MAPPER.readTree(
                server.get("/datasets/hourly/windows?" + query).body());
    }
}
