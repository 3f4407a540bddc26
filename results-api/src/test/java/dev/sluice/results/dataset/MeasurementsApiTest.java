package dev.sluice.results.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.ApiOverFake;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Measurements as a client sees them. */
class MeasurementsApiTest extends ApiOverFake {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019-05-01T10:00:00Z",
                "2019-05-01T06:00:00-04:00",
                "2019-05-01T12:00:00+02:00",
                "2019-05-01T12:00:00%2B02:00",
                "2019-05-01T12%3A00%3A00+0200",
                "2019-05-01T10:00:00.000000Z",
                "2019-05-01%2010:00Z"
            })
    void shouldFindAMeasurementForAnySpellingOfItsTime(String time) throws Exception {
        add("2019-05-01T10:00:00Z");

        HttpResponse<String> response = server.get("/measurements/" + time);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("""
                        {"measured_at":"2019-05-01T10:00:00Z","mean":1.0,"std_dev":1.0,"count":2,\
                        "raw_id":"sluice.raw-chunks-0-12","computed_at":"2026-11-20T10:05:00Z"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-05-01T10:00:00", "2019-05-01", "noon", "%20", "2019-13-01T10:00:00Z", "1714557600"})
    void shouldRefuseATimeWithoutAZone(String time) throws Exception {
        HttpResponse<String> response = server.get("/measurements/" + time);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = json(response);
        assertThat(problem.get("code").asString()).isEqualTo("invalid-time");
        assertThat(problem.get("detail").asString()).startsWith("expected ");
    }

    @Test
    void shouldListMeasurementsInTheOrderOfTime() throws Exception {
        add("2019-05-01T10:00:00.500Z");
        add("2019-05-01T10:00:00Z");

        JsonNode first = json(server.get("/measurements?limit=1"));
        JsonNode second = json(server.get(
                "/measurements?limit=1&cursor=" + first.get("next_cursor").asString()));

        assertThat(first.at("/measurements/0/measured_at").asString()).isEqualTo("2019-05-01T10:00:00Z");
        assertThat(second.at("/measurements/0/measured_at").asString()).isEqualTo("2019-05-01T10:00:00.500Z");
        assertThat(second.has("next_cursor")).isFalse();
    }

    @Test
    void shouldCountCheckedProcessedAndFailedFiles() throws Exception {
        files.add("measurements", new DatasetTotals(9, 5, 4, 3, 2));

        assertThat(server.get("/measurements/summary").body())
                .isEqualTo("{\"checked\":9,\"processed\":4,\"failed\":5}");
    }

    @Test
    void shouldCountNothingInAnEmptyStore() throws Exception {
        assertThat(server.get("/measurements/summary").body())
                .isEqualTo("{\"checked\":0,\"processed\":0,\"failed\":0}");
        assertThat(server.get("/measurements").body()).isEqualTo("{\"measurements\":[]}");
    }

    private static void add(String measuredAt) {
        Instant time = Instant.parse(measuredAt);
        files.add(
                "measurements",
                new SeriesOverFiles(
                        measuredAt,
                        1,
                        "sluice.raw-chunks-0-12",
                        Instant.parse("2026-11-20T10:05:00Z"),
                        new SeriesFigures(2, 0, 2, 1.0, 2.0, 1.0, time, time, null)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }
}
