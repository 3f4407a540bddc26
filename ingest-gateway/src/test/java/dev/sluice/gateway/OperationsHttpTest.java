package dev.sluice.gateway;

import static dev.sluice.gateway.RunningGateway.HEADER;
import static dev.sluice.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperationsHttpTest {
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void shouldBeAliveButNotReadyWithoutABroker() throws Exception {
        HttpResponse<String> health = gateway.get("/health");

        assertThat(health.statusCode()).isEqualTo(503);
        JsonNode component = json(health).get("components").get("gateway");
        assertThat(component.get("status").asString()).isEqualTo("DOWN");
        assertThat(component.get("details").get("error").asString()).contains("no broker here");
        assertThat(gateway.get("/livez").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldCountUploads() throws Exception {
        gateway.upload(HEADER);
        gateway.upload("");

        assertThat(gateway.get("/metrics").body())
                .contains("sluice_gateway_uploads_total{code=\"none\",outcome=\"accepted\"} 1.0")
                .contains("sluice_gateway_uploads_total{code=\"empty-file\",outcome=\"rejected\"} 1.0")
                .contains("sluice_gateway_uploads_in_progress 0.0")
                .contains("sluice_gateway_chunks_total")
                .contains("sluice_gateway_bytes_total")
                .contains("sluice_gateway_retries_total");
    }

    @Test
    void shouldDescribeItself() throws Exception {
        JsonNode operation =
                json(gateway.get("/openapi.json")).get("paths").get("/upload").get("post");

        JsonNode bodies = operation.get("requestBody").get("content");
        assertThat(bodies.propertyNames()).containsExactlyInAnyOrder("multipart/form-data", "text/csv");
        assertThat(bodies.get("multipart/form-data")
                        .get("schema")
                        .get("properties")
                        .has("file"))
                .isTrue();
        assertThat(operation.get("parameters").findValuesAsString("name"))
                .containsExactlyInAnyOrder("filename", "dataset");
        for (Problem problem : Problem.values()) {
            JsonNode response = operation.get("responses").get(Integer.toString(problem.status()));
            assertThat(response.get("description").asString()).contains("`" + problem.code() + "`");
        }
        assertThat(gateway.get("/docs").statusCode()).isIn(200, 302);
    }

    @Test
    void shouldLetPagesOfKnownOriginsUpload() throws Exception {
        assertThat(preflight("http://page.example").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://page.example");
        assertThat(preflight("http://other.example").statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> preflight(String origin) throws Exception {
        return gateway.send(gateway.request("/upload")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
