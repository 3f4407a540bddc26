package dev.sluice.access.web;

import static dev.sluice.access.web.AccessServer.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.access.key.KeySecret;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.schemas.message.Json;
import dev.sluice.testing.http.RawAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each operation of the OpenAPI document, with no key, a wrong one, and one of each right. */
class AccessMatrixTest {
    /** Beside the document, on purpose: who changes what an operation needs has to say so twice. */
    private static final Map<String, String> EXPECTED = Map.of(
            "post /upload", "write",
            "post /datasets/proposal", "write",
            "post /ingest", "write",
            "delete /files/{id}", "delete");

    @TempDir
    private static Path directory;

    private static AccessServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new AccessServer(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    record Operation(String method, String template, String right) {
        String path() {
            return template.replaceAll("\\{[a-z_]+}", "x");
        }
    }

    static Stream<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        ContractDocument.OPENAPI
                .json()
                .path("paths")
                .forEachEntry((template, methods) -> methods.forEachEntry((method, operation) -> all.add(new Operation(
                        method.toUpperCase(Locale.ROOT),
                        template,
                        operation.path(Requirements.EXTENSION).asString("")))));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldNeedTheRightOfTheOperation(Operation operation) {
        String expected = EXPECTED.getOrDefault(
                operation.method.toLowerCase(Locale.ROOT) + " " + operation.template,
                operation.template.startsWith("/schemas") ? "none" : "read");
        assertThat(operation.right).as(operation.toString()).isEqualTo(expected);

        boolean open = expected.equals("none");
        assertStatus(operation, open ? 200 : 401, "none");
        assertStatus(operation, open ? 200 : 401, KeySecret.generate());
        for (Right right : Right.values()) {
            boolean allowed = open || expected.equals(right.word());
            assertStatus(operation, allowed ? 200 : 403, server.secret(right));
        }
    }

    private static void assertStatus(Operation operation, int status, String secret) {
        RawAnswer answer = secret.equals("none")
                ? server.send(operation.method, operation.path())
                : server.send(operation.method, operation.path(), key(secret));
        assertThat(answer.status()).as(operation + " " + answer).isEqualTo(status);
        if (status != 200) {
            assertProblem(answer, status == 401 ? "unauthenticated" : "forbidden");
        }
    }

    @Test
    void shouldFailForAnOperationWithoutARight() {
        ObjectNode document = ContractDocument.OPENAPI.json();
        ((ObjectNode) document.at("/paths/~1files/get")).remove(Requirements.EXTENSION);

        assertThatIllegalStateException()
                .isThrownBy(() -> new Requirements(document))
                .withMessageContaining("GET /files");
    }

    @Test
    void shouldNameTheMissingRightAndTheKey() {
        RawAnswer answer = server.send("DELETE", "/files/x", key(server.secret(Right.READ)));

        JsonNode problem = Json.MAPPER.readTree(answer.body());
        assertThat(problem.path("detail").asString())
                .isEqualTo("expected a key with the right delete, found the key \"read\" with read");
        assertThat(problem.path("right").asString()).isEqualTo("delete");
    }

    @Test
    void shouldAskForAKey() {
        assertThat(server.send("GET", "/files").headers()).containsEntry("www-authenticate", "Bearer realm=\"sluice\"");
        assertThat(server.send("GET", "/files", key("x")).headers().get("www-authenticate"))
                .contains("invalid_token");
    }

    @Test
    void shouldLetPagesOfTrustedOriginsReadRefusals() {
        assertThat(server.send("POST", "/upload", "Origin: http://localhost:8081")
                        .headers())
                .containsEntry("access-control-allow-origin", "http://localhost:8081");
        assertThat(server.send("GET", "/files", "Origin: http://localhost:8081").headers())
                .doesNotContainKey("access-control-allow-origin");
        assertThat(server.send("GET", "/upload", "Origin: https://evil.example").headers())
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void shouldTakeAKeyAsBearerToken() {
        String secret = server.secret(Right.READ);

        assertThat(server.send("GET", "/files", "Authorization: Bearer " + secret)
                        .body())
                .isEqualTo("caller read");
        assertThat(server.send("GET", "/files", "authorization: bearer  " + secret)
                        .status())
                .isEqualTo(200);
        assertThat(server.send("GET", "/files", "Authorization: Basic " + secret)
                        .status())
                .isEqualTo(401);
        assertThat(server.send("GET", "/files", "Authorization: Basic cHJveHk6eA==", key(secret))
                        .body())
                .as("what a proxy asked for")
                .isEqualTo("caller read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/openapi.json", "/docs", "/schemas/asyncapi.yaml"})
    void shouldLeaveOpenWhatIsTheSameForAll(String path) {
        assertThat(server.send("GET", path).status()).isIn(200, 302);
        assertThat(server.send("HEAD", path).status()).isIn(200, 302);
        assertThat(server.send("GET", path, key("wrong")).status()).isIn(200, 302);
        assertThat(server.send("POST", path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/readiness", "/metrics"})
    void shouldKeepHealthAndMetricsForOperation(String path) {
        assertThat(server.send("GET", path).status()).isEqualTo(401);
        assertThat(server.send("GET", path, key(server.secret(Right.READ))).status())
                .isEqualTo(403);
        assertThat(server.send("GET", path, key(server.secret(Right.OPERATE))).status())
                .isIn(200, 404);
    }

    @Test
    void shouldTellNothingAboutUnknownPathsWithoutAKey() {
        assertThat(server.send("GET", "/none").status()).isEqualTo(401);
        assertThat(server.send("GET", "/none", key(server.secret(Right.WRITE))).status())
                .isEqualTo(404);
        assertThat(server.send("PUT", "/files").status()).isEqualTo(401);
        assertThat(server.send("PUT", "/files", key(server.secret(Right.WRITE))).status())
                .isEqualTo(405);
        assertThat(server.send("GET", "/error").status()).isEqualTo(401);
        assertThat(server.send("GET", "/error", key(server.secret(Right.READ))).status())
                .isEqualTo(404);
    }

    @Test
    void shouldRefuseAnOperationThatTheDocumentLacks() {
        for (Right right : Right.values()) {
            RawAnswer answer = server.send("GET", "/unlisted", key(server.secret(right)));
            assertThat(answer.status()).isEqualTo(403);
            assertProblem(answer, "forbidden");
        }
    }

    @Test
    void shouldNeedTheInternalKeyBetweenServices() {
        for (Right right : Right.values()) {
            assertThat(server.send("GET", "/internal/ownership", key(server.secret(right)))
                            .status())
                    .isEqualTo(401);
            assertThat(server.send("GET", "/internal/ownership", "x-internal-key: " + server.secret(right))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(server.send("GET", "/internal/ownership", "x-internal-key: ").status())
                .isEqualTo(401);
        assertThat(server.send("GET", "/internal/ownership", "x-internal-key: " + AccessServer.INTERNAL_KEY)
                        .body())
                .isEqualTo("owned");
        assertThat(server.send("GET", "/files", "x-internal-key: " + AccessServer.INTERNAL_KEY)
                        .status())
                .isEqualTo(401);
    }

    private static void assertProblem(RawAnswer answer, String code) {
        assertThat(answer.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("x-content-type-options", "nosniff");
        assertThat(Json.MAPPER.readTree(answer.body()).path("code").asString()).isEqualTo(code);
    }
}
