package dev.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.results.routing.StubAggregator;
import dev.sluice.schemas.message.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The service as it runs alone, with its own settings file, over HTTP to an aggregator. */
class ResultsApplicationTest {
    private static final FakeFileQueries FILES = new FakeFileQueries();
    private static StubAggregator aggregator;
    private static ResultsServer server;

    @BeforeAll
    static void start() throws Exception {
        aggregator = new StubAggregator(FILES);
        server = ResultsServer.alone(
                aggregator.url(), "sluice.topics.prefix=other.", "sluice.results.cors-origins=https://ops.example.com");
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
    void shouldAnswerFromTheAggregator() throws Exception {
        FILES.add(FileSummaries.partial("f"), List.of("a", "b"));

        assertThat(json(server.get("/results/f")).get("aggregated_data").propertyNames())
                .containsExactly("a", "b");
        assertThat(server.get("/results/f.csv").body().lines()).hasSize(3);
        assertThat(server.get("/status/none").statusCode()).isEqualTo(404);
        assertThat(json(server.get("/files?cursor=broken")).get("code").asString())
                .isEqualTo("invalid-cursor");
    }

    @Test
    void shouldBeHealthyAndReadyWhileTheAggregatorAnswers() throws Exception {
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
        assertThat(json(server.get("/health")).at("/components/results/status").asString())
                .isEqualTo("UP");
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldBeLiveButNotReadyWhileTheAggregatorDoesNotRespond() throws Exception {
        FILES.goDown();

        HttpResponse<String> health = server.get("/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(json(health).at("/components/results/details/reason").asString())
                .isEqualTo("the store is restoring");
        assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldGiveMetricsForPrometheus() throws Exception {
        assertThat(server.get("/metrics").body()).contains("jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files",
                "/results/f/rejects",
                "/results/f/rejects.csv",
                "/datasets",
                "/datasets/song-plays/series",
                "/measurements",
                "/measurements/summary",
                "/schemas",
                "/schemas/asyncapi.yaml"
            })
    void shouldLetTheConfiguredOriginRead(String path) throws Exception {
        HttpResponse<String> own = server.get(path, "Origin", "https://ops.example.com");
        HttpResponse<String> other = server.get(path, "Origin", "https://evil.example.com");

        assertThat(own.headers().firstValue("Access-Control-Expose-Headers"))
                .contains("Retry-After, X-Rejects-Kept, X-Overflow-Rows");
        assertThat(own.headers().firstValue("Access-Control-Allow-Origin")).contains("https://ops.example.com");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void shouldNotStartWithWrongSettings() {
        URI url = aggregator.url();

        assertThatThrownBy(() -> ResultsServer.alone(
                                url, "sluice.results.request-timeout=soon", "sluice.results.colour=blue")
                        .close())
                .hasStackTraceContaining("sluice.results.request-timeout: expected a duration")
                .hasStackTraceContaining("sluice.results.colour: unknown setting");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }
}
