package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.request.IngestRequests;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
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
        gateway.upload("?dry_run=true", "text/csv", BodyPublishers.ofString(HEADER));
        gateway.send(gateway.request("/ingest").POST(BodyPublishers.ofString("12345")));
        gateway.send(gateway.request("/ingest?dataset=nope").POST(BodyPublishers.ofString("{}")));

        assertThat(gateway.get("/metrics").body())
                .contains("sluice_gateway_uploads_total{code=\"none\",outcome=\"accepted\"} 1.0")
                .contains("sluice_gateway_uploads_total{code=\"empty-file\",outcome=\"rejected\"} 1.0")
                .contains("sluice_gateway_uploads_total{code=\"none\",outcome=\"tried\"} 1.0")
                .contains("sluice_gateway_ingests_total{code=\"none\",outcome=\"accepted\"} 1.0")
                .contains("sluice_gateway_ingests_total{code=\"unknown-dataset\",outcome=\"rejected\"} 1.0")
                .contains("sluice_gateway_ingest_bytes_total 5.0")
                .contains("sluice_gateway_uploads_in_progress 0.0")
                .contains("sluice_gateway_ingests_in_progress 0.0")
                .contains("sluice_gateway_chunks_total")
                .contains("sluice_gateway_bytes_total")
                .contains("sluice_gateway_retries_total");
    }

    @Test
    void shouldDescribeUploads() throws Exception {
        JsonNode operation = operation("/upload");

        JsonNode bodies = operation.get("requestBody").get("content");
        assertThat(bodies.propertyNames()).containsExactlyInAnyOrder("multipart/form-data", "text/csv");
        assertThat(bodies.get("multipart/form-data")
                        .get("schema")
                        .get("properties")
                        .has("file"))
                .isTrue();
        assertThat(schema(operation, "200", "application/json")).endsWith("/DryRunReport");
        assertThat(schema(operation, "202", "application/json")).endsWith("/UploadAccepted");
        assertThat(gateway.get("/docs").statusCode()).isIn(200, 302);
    }

    @Test
    void shouldDescribeIngests() throws Exception {
        JsonNode operation = operation("/ingest");

        assertThat(operation.get("parameters").findValuesAsString("name"))
                .containsExactlyInAnyOrderElementsOf(IngestRequests.PARAMETERS);
        assertThat(operation.get("requestBody").get("content").propertyNames())
                .containsExactlyInAnyOrder("application/json", "application/x-ndjson", "text/csv");
        assertThat(schema(operation, "202", "application/json")).endsWith("/IngestAccepted");
    }

    @Test
    void shouldDescribeAllProblemsWithAnExample() throws Exception {
        JsonNode upload = operation("/upload").get("responses");
        JsonNode ingest = operation("/ingest").get("responses");

        for (Problem problem : Problem.values()) {
            String status = Integer.toString(problem.status());
            assertThat(upload.path(status).path("description").asString("")
                            + ingest.path(status).path("description").asString(""))
                    .contains("`" + problem.code() + "`");
            assertThat(Stream.of(upload, ingest).map(responses -> responses
                            .path(status)
                            .at("/content/application~1problem+json/examples/" + problem.code())
                            .path("value")
                            .path("code")
                            .asString("")))
                    .contains(problem.code());
        }
    }

    @Test
    void shouldHaveAnExampleOfEachResponse() throws Exception {
        for (String path : List.of("/upload", "/ingest")) {
            operation(path).get("responses").forEachEntry((status, response) -> assertThat(
                            response.path("content").valueStream())
                    .as(path + " " + status)
                    .isNotEmpty()
                    .allSatisfy(media -> assertThat(media.path("examples").size()
                                    + media.path("example").size())
                            .isPositive()));
        }
    }

    private static JsonNode operation(String path) throws Exception {
        return json(gateway.get("/openapi.json")).get("paths").get(path).get("post");
    }

    private static String schema(JsonNode operation, String status, String type) {
        return operation
                .get("responses")
                .get(status)
                .get("content")
                .get(type)
                .get("schema")
                .get("$ref")
                .asString();
    }

    @Test
    void shouldLetPagesOfKnownOriginsUploadAndIngest() throws Exception {
        assertThat(preflight("/ingest", "http://page.example").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://page.example");
        assertThat(preflight("/ingest", "http://other.example").statusCode()).isEqualTo(403);
        assertThat(preflight("/upload", "http://page.example").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://page.example");
        assertThat(preflight("/upload", "http://other.example").statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> preflight(String path, String origin) throws Exception {
        return gateway.send(gateway.request(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
