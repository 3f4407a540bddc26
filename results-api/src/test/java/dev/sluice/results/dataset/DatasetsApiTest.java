package dev.sluice.results.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.ApiOverFake;
import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.routing.FileQueriesContract;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Datasets, and series over all of their files, as a client sees them. */
class DatasetsApiTest extends ApiOverFake {
    private static final Instant LATEST = Instant.parse("2026-11-20T10:05:00Z");

    @Test
    void shouldListTheDatasets() throws Exception {
        JsonNode datasets = json(server.get("/datasets")).get("datasets");

        assertThat(datasets)
                .extracting(dataset -> dataset.get("name").asString())
                .containsExactly("sensor-readings", "measurements", "song-plays");
        JsonNode songs = datasets.get(2);
        assertThat(songs.get("title").asString()).isEqualTo("Song plays");
        assertThat(songs.get("group_by")).hasToString("[\"Song\",\"Date\"]");
        assertThat(songs.get("measure").asString()).isEqualTo("Number of Plays");
        assertThat(songs.has("time")).isFalse();
        assertThat(songs.get("fields").get(2))
                .hasToString("{\"name\":\"Number of Plays\",\"type\":\"integer\",\"required\":true,"
                        + "\"aliases\":[\"Plays\",\"Play Count\"]}");
        assertThat(datasets.get(0).get("time").asString()).isEqualTo("timestamp");
    }

    @Test
    void shouldReturnADocumentUnchanged() throws Exception {
        HttpResponse<String> response = server.get("/datasets/song-plays");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .isEqualTo(Datasets.shipped().find("song-plays").orElseThrow().document());
    }

    @Test
    void shouldListTheKnownDatasetsForAnUnknownOne() throws Exception {
        assertThat(json(server.get("/datasets/songs")).get("known"))
                .hasToString("[\"sensor-readings\",\"measurements\",\"song-plays\"]");
    }

    @Test
    void shouldAnswerASeriesOverFilesExactly() throws Exception {
        files.add("song-plays", series("Umbrella,2020-01-01"));

        HttpResponse<String> response = server.get("/datasets/song-plays/series/Umbrella,2020-01-01");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("""
                        {"series":"Umbrella,2020-01-01","files":2,"latest_file_id":"f","latest_at":"2026-11-20T10:05:00Z",\
                        "count":2,"min":50.0,"max":100.0,"avg":75.0,"sum":150.0,"std_dev":25.0}""");
    }

    static List<String> keysOfPaths() {
        // A path can't hold this character, however it is written.
        return FileQueriesContract.AWKWARD.stream()
                .filter(key -> !key.equals("\u0000"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keysOfPaths")
    void shouldFindASeriesOfAnyKey(String key) throws Exception {
        files.add("sensor-readings", series(key));

        HttpResponse<String> response = server.get("/datasets/sensor-readings/series/"
                + URLEncoder.encode(key, UTF_8).replace("+", "%20"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).get("series").asString()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "AC/DC, AC/DC",
        "AC%2fDC, AC/DC",
        "a//b, a//b",
        "a/../b, a/../b",
        "/a/, /a/",
        "%252F, %2F",
        "a+b, a+b",
        "a%2Bb, a+b",
        "a.csv, a.csv",
        "a/series, a/series",
        "%22a%2Cb%22%2C2020-01-01, '\"a,b\",2020-01-01'"
    })
    void shouldUseTheRestOfThePathAsTheKey(String path, String key) throws Exception {
        files.add("sensor-readings", series(key));

        HttpResponse<String> response = server.get("/datasets/sensor-readings/series/" + path);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).get("series").asString()).isEqualTo(key);
    }

    @Test
    void shouldShowEverySeriesOnceInOrderOverAllPages() throws Exception {
        FileQueriesContract.AWKWARD.forEach(key -> files.add("song-plays", series(key)));
        files.add("sensor-readings", series("of another dataset"));

        List<String> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(server.get("/datasets/song-plays/series?limit=7&cursor=" + next));
            assertThat(page.get("dataset").asString()).isEqualTo("song-plays");
            assertThat(page.get("series").size()).isBetween(1, 7);
            page.get("series").forEach(each -> found.add(each.get("series").asString()));
            next = page.path("next_cursor").asString("");
        } while (!next.isEmpty());

        assertThat(found)
                .containsExactlyElementsOf(FileQueriesContract.AWKWARD.stream()
                        .sorted(FakeFileQueries.UTF_8_ORDER)
                        .toList());
    }

    private static SeriesOverFiles series(String key) {
        return new SeriesOverFiles(
                key, 2, "f", LATEST, new SeriesFigures(2, 50, 100, 75.0, 150.0, 25.0, null, null, null));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }
}
