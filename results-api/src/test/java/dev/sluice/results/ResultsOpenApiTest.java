package dev.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ResultsOpenApiTest {
    private static ResultsServer server;
    private static JsonNode api;

    @BeforeAll
    static void start() throws Exception {
        server = ResultsServer.overFake();
        api = Json.MAPPER.readTree(server.get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldServeThePage() throws Exception {
        assertThat(server.get("/docs").headers().firstValue("Location"))
                .hasValueSatisfying(
                        page -> assertThat(server.uri("/").resolve(page)).hasPath("/swagger-ui/index.html"));
        assertThat(server.get("/swagger-ui/index.html").body()).contains("swagger-ui");
    }

    @Test
    void shouldDescribeEveryEndpoint() {
        assertThat(api.get("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/status/{id}",
                        "/results/{id}",
                        "/results/{id}.csv",
                        "/files",
                        "/files/{id}",
                        "/results/{id}/rejects",
                        "/results/{id}/rejects.csv",
                        "/datasets",
                        "/datasets/{name}",
                        "/datasets/{name}/series",
                        "/datasets/{name}/series/{key}",
                        "/measurements",
                        "/measurements/{measured_at}",
                        "/measurements/summary",
                        "/system",
                        "/events",
                        "/schemas",
                        "/schemas/{name}.json",
                        "/schemas/examples/{name}.json",
                        "/schemas/asyncapi.yaml",
                        "/schemas/asyncapi.json");
    }

    @Test
    void shouldResolveEveryReference() {
        List<String> references = api.findValuesAsString("$ref");

        assertThat(references).isNotEmpty().allSatisfy(ref -> assertThat(
                        api.at(ref.substring(1)).isMissingNode())
                .as(ref)
                .isFalse());
    }

    @Test
    void shouldHaveAnExampleForEveryParameterAndResponse() {
        for (JsonNode operation : api.get("paths").findValues("get")) {
            operation.path("parameters").forEach(parameter -> assertThat(parameter.has("example"))
                    .as(parameter.toString())
                    .isTrue());
            operation.get("responses").forEach(response -> {
                JsonNode resolved = response.has("$ref")
                        ? api.at(response.get("$ref").asString().substring(1))
                        : response;
                assertThat(resolved.findValue("examples"))
                        .as(response.toString())
                        .isNotNull();
            });
        }
    }

    @Test
    void shouldNamePropertiesAndWordsAsTheJsonDoes() {
        JsonNode summary = api.at("/components/schemas/FileSummary/properties");
        JsonNode results = api.at("/components/schemas/ResultsDocument/properties");

        assertThat(summary.propertyNames()).contains("file_id", "upload_time", "processing_time");
        assertThat(summary.at("/status/enum").valueStream().map(JsonNode::asString))
                .containsExactly("pending", "processing", "processed", "partial", "failed");
        assertThat(results.propertyNames()).contains("file_id", "aggregated_data", "next_cursor");
        assertThat(api.at("/components/examples/results.results/value/aggregated_data/sensor-1/std_dev")
                        .isNumber())
                .isTrue();
        assertThat(api.at("/components/schemas/Measurement/properties").propertyNames())
                .contains("measured_at", "std_dev", "raw_id");
        assertThat(api.at("/components/schemas/SeriesOverFilesDocument/properties")
                        .propertyNames())
                .contains("latest_file_id", "std_dev");
    }
}
