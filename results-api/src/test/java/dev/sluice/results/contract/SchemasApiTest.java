package dev.sluice.results.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.ResultsServer;
import dev.sluice.schemas.message.Json;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The published contract as a client sees it. */
class SchemasApiTest {
    private static ResultsServer server;

    @BeforeAll
    static void start() {
        server = ResultsServer.overFake();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldListTheSchemasAndExamples() throws Exception {
        JsonNode list = Json.MAPPER.readTree(server.get("/schemas").body());

        assertThat(list.get("schemas"))
                .extracting(schema -> schema.get("name").asString())
                .isSorted()
                .containsAll(List.of("chunk-split", "file-event", "file-result", "invalid-row", "valid-row"));
        for (JsonNode schema : list.get("schemas")) {
            HttpResponse<String> response = server.get(schema.get("path").asString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/schema+json");
            assertThat(Json.MAPPER.readTree(response.body()).get("$schema").asString())
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        }
        assertThat(server.get(list.get("asyncapi").asString()).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldServeAnExampleOfEachMessage() throws Exception {
        for (JsonNode schema :
                Json.MAPPER.readTree(server.get("/schemas").body()).get("schemas")) {
            assertThat(schema.get("examples")).as(schema.toString()).isNotEmpty();
            for (JsonNode example : schema.get("examples")) {
                HttpResponse<String> response = server.get(example.asString());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(Json.MAPPER.readTree(response.body()).isObject()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/schema+json", "*/*"})
    void shouldServeASchemaForAnyAcceptHeaderOfJson(String accepted) throws Exception {
        HttpResponse<String> response = server.get("/schemas/invalid-row.json", "Accept", accepted);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(response.body()).get("title").asString())
                .isEqualTo("InvalidRow");
    }

    @Test
    void shouldServeTheDocumentOfTheTopics() throws Exception {
        HttpResponse<String> response = server.get("/schemas/asyncapi.yaml");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml;charset=UTF-8");
        assertThat(response.body()).contains("asyncapi: 3.0.0");
    }

    @Test
    void shouldServeTheSameAsJson() throws Exception {
        JsonNode document =
                Json.MAPPER.readTree(server.get("/schemas/asyncapi.json").body());

        assertThat(document.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(document.at("/components/messages/invalidRow/examples/0/payload/errors/0/value")
                        .asString())
                .isEqualTo("2024-13-01T12:00:00Z");
    }

    @Test
    void shouldServeTheTopicsAsHtml() throws Exception {
        HttpResponse<String> page = server.get("/docs/topics");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(page.body()).contains("page/topics.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "..%2Fasyncapi", "%2e%2e%2fdatasets%2fsong-plays", "invalid-row.json"})
    void shouldRefuseUnknownSchemas(String name) throws Exception {
        HttpResponse<String> response = server.get("/schemas/" + name + ".json");

        assertThat(response.statusCode()).isEqualTo(404);
        JsonNode problem = Json.MAPPER.readTree(response.body());
        assertThat(problem.get("code").asString()).isEqualTo("unknown-schema");
        assertThat(problem.get("known").toString()).contains("\"invalid-row\"");
    }
}
