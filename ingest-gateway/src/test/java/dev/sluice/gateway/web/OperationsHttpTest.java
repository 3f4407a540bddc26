package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.request.IdempotencyKeys;
import dev.sluice.gateway.request.IngestRequests;
import dev.sluice.gateway.request.ProposalQuery;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.testing.contract.ApiContract;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperationsHttpTest {
    private static final ApiContract CONTRACT = ApiContract.written();
    private static final String UPLOAD = "POST /upload";
    private static final String INGEST = "POST /ingest";
    private static final String PROPOSAL = "POST /datasets/proposal";
    private static final String CREATION = "POST /uploads";
    private static final String PART = "PATCH /uploads/{id}";

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
    void shouldBeLiveButNotReadyWithoutABroker() throws Exception {
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
                .contains("sluice_gateway_uploads_total{code=\"none\",outcome=\"dry_run\"} 1.0")
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
    void shouldServeTheDocumentedOperationsThatItHas() throws Exception {
        assertThat(json(gateway.get("/openapi.json")).get("paths").propertyNames())
                .containsExactlyInAnyOrder("/upload", "/uploads", "/uploads/{id}", "/datasets/proposal", "/ingest");
        assertThat(gateway.get("/docs").headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/swagger-ui/index.html"));
        assertThat(gateway.get("/swagger-ui/swagger-initializer.js").body()).contains("../openapi.json");
    }

    @Test
    void shouldDocumentAllParameters() {
        assertThat(CONTRACT.parameters(INGEST)).hasSameElementsAs(withKey(IngestRequests.PARAMETERS));
        assertThat(CONTRACT.parameters(PROPOSAL)).hasSameElementsAs(ProposalQuery.PARAMETERS);
        assertThat(CONTRACT.parameters(UPLOAD)).hasSameElementsAs(withKey(UploadQuery.PARAMETERS));
        List<String> options = withKey(UploadQuery.PARAMETERS);
        options.removeAll(List.of("dry_run", "rows"));
        assertThat(CONTRACT.parameters(CREATION)).containsAll(options).doesNotContain("dry_run", "rows");
    }

    private static List<String> withKey(List<String> parameters) {
        List<String> all = new ArrayList<>(parameters);
        all.add(IdempotencyKeys.HEADER);
        return all;
    }

    @Test
    void shouldDocumentAllProblemsWithTheirTitles() {
        for (Problem problem : Problem.values()) {
            Map<String, String> documented = new TreeMap<>(CONTRACT.problems(UPLOAD, problem.status()));
            documented.putAll(CONTRACT.problems(INGEST, problem.status()));
            documented.putAll(CONTRACT.problems(PROPOSAL, problem.status()));
            documented.putAll(CONTRACT.problems(CREATION, problem.status()));
            documented.putAll(CONTRACT.problems(PART, problem.status()));
            assertThat(documented).containsEntry(problem.code(), problem.title());
        }
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
