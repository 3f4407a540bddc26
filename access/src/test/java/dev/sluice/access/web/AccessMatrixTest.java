package dev.sluice.access.web;

import static dev.sluice.access.web.AccessServer.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.session.EndedSessions;
import dev.sluice.access.session.Session;
import dev.sluice.access.session.SessionKeys;
import dev.sluice.access.session.Sessions;
import dev.sluice.access.user.CurrentUsers;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.schemas.message.Json;
import dev.sluice.testing.http.RawAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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

/**
 * Each operation of the OpenAPI document, of unknown callers, and of a key, a session and a token of each
 * right.
 */
class AccessMatrixTest {
    /** Beside the document, on purpose: who changes what an operation needs has to say so twice. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("post /upload", "write"),
            Map.entry("post /datasets/proposal", "write"),
            Map.entry("post /ingest", "write"),
            Map.entry("delete /files/{id}", "delete"),
            Map.entry("options /uploads", "none"),
            Map.entry("post /uploads", "write"),
            Map.entry("head /uploads/{id}", "write"),
            Map.entry("patch /uploads/{id}", "write"),
            Map.entry("post /uploads/{id}", "write"),
            Map.entry("delete /uploads/{id}", "write"),
            Map.entry("get /session", "none"),
            Map.entry("post /session", "none"),
            Map.entry("post /session/first-operator", "none"),
            Map.entry("delete /session", "any"));
    /** What is answered where nothing is refused, other than 200: a body is missing, or nothing is to be said. */
    private static final Map<String, Integer> ANSWERED = Map.of(
            "post /session", 415,
            "post /session/first-operator", 415,
            "delete /session", 204);

    @TempDir
    private static Path directory;

    private static final Map<String, String[]> UNKNOWN = new LinkedHashMap<>();

    private static AccessServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new AccessServer(directory);
        UNKNOWN.putAll(unknown());
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
                operation.template.startsWith("/schemas")
                        ? "none"
                        : operation.template.startsWith("/operations/") ? "operate" : "read");
        assertThat(operation.right).as(operation.toString()).isEqualTo(expected);

        boolean open = expected.equals("none");
        UNKNOWN.forEach((who, headers) -> assertStatus(operation, open, who, open ? "" : "unauthenticated", headers));
        for (Right right : Right.values()) {
            boolean allowed = open || expected.equals("any") || expected.equals(right.word());
            for (String[] headers : List.of(
                    new String[] {key(server.secret(right))},
                    new String[] {"Authorization: Bearer " + server.secret(right)},
                    server.session(server.user(right)),
                    new String[] {"Authorization: Bearer " + server.issuer().token("eva", List.of(right.word()))})) {
                assertStatus(operation, allowed, right.word(), allowed ? "" : "forbidden", headers);
            }
            assertNeedsCsrfToken(operation, open, right);
        }
    }

    /** A session without its token: another site's page can have that sent. */
    private static void assertNeedsCsrfToken(Operation operation, boolean open, Right right) {
        String[] session = server.session(server.user(right));
        String another = server.session(server.user(right))[1];
        boolean reads = List.of("GET", "HEAD").contains(operation.method);
        for (String[] headers :
                List.of(new String[] {session[0]}, new String[] {session[0], CsrfFilter.HEADER + ": "}, new String[] {
                    session[0], another
                })) {
            RawAnswer answer = server.send(operation.method, operation.path(), headers);
            if (!open && !reads) {
                assertThat(answer.status()).as(operation + " " + answer).isEqualTo(403);
                assertProblem(answer, "csrf-token");
            } else {
                assertThat(answer.body()).as(operation.toString()).doesNotContain("csrf-token\"");
            }
        }
    }

    /** Callers that aren't known, and why. */
    private static Map<String, String[]> unknown() throws Exception {
        Map<String, String[]> all = new LinkedHashMap<>();
        all.put("a caller without credentials", new String[0]);
        all.put("an unknown key", new String[] {key(KeySecret.generate())});
        User eva = server.user(Right.READ);
        Sessions sessions = server.sessions();
        String token = sessions.token(sessions.begin(eva));
        all.put("an expired session", session(AccessServer.SESSION_KEY, eva, Duration.ofHours(13)));
        all.put("a session of another key", session("x".repeat(40), eva, Duration.ZERO));
        User removed = AccessServer.user("removed", EnumSet.allOf(Right.class));
        all.put("a session of a removed user", session(AccessServer.SESSION_KEY, removed, Duration.ZERO));
        User changed = AccessServer.user(eva.name(), EnumSet.allOf(Right.class));
        all.put("a session of before the password", session(AccessServer.SESSION_KEY, changed, Duration.ZERO));
        all.put(
                "a session of another person",
                new String[] {AccessServer.cookie(token.replace(eva.name(), "person-delete"))});
        all.put("two sessions", new String[] {AccessServer.cookie(token + "; sluice-session=" + token)});
        all.put("a session by its secure name", new String[] {"Cookie: __Host-sluice-session=" + token});
        all.put("a session as a bearer token", new String[] {"Authorization: Bearer " + token});
        Session ended = sessions.begin(eva);
        sessions.end(ended);
        all.put("an ended session", new String[] {
            AccessServer.cookie(sessions.token(ended)), CsrfFilter.HEADER + ": " + sessions.csrfToken(ended)
        });
        server.issuer()
                .badTokens()
                .forEach(
                        (why, bad) -> all.put("a token that is " + why, new String[] {"Authorization: Bearer " + bad}));
        String good = server.issuer().token("eva", List.of("read", "write", "delete", "operate"));
        all.put("a token as a key", new String[] {key(good)});
        all.put("a token as a session", new String[] {AccessServer.cookie(good)});
        return all;
    }

    /** What a service with that key has signed some time ago. */
    private static String[] session(String key, User user, Duration ago) throws IOException, InvalidFileException {
        Clock then = Clock.offset(Clock.systemUTC(), ago.negated());
        UsersFile file = new UsersFile(Files.createTempFile(directory, "users", ".json"));
        file.write(List.of(user));
        Sessions sessions = new Sessions(
                new SessionKeys(key, ""),
                new CurrentUsers(file, System::nanoTime),
                new EndedSessions(null, then),
                new Sessions.Limits(Duration.ofHours(12), Duration.ofDays(7)),
                then);
        Session session = sessions.begin(user);
        return new String[] {
            AccessServer.cookie(sessions.token(session)), CsrfFilter.HEADER + ": " + sessions.csrfToken(session)
        };
    }

    private static void assertStatus(Operation operation, boolean allowed, String who, String code, String... headers) {
        RawAnswer answer = server.send(operation.method, operation.path(), headers);
        int expected = ANSWERED.getOrDefault(operation.method.toLowerCase(Locale.ROOT) + " " + operation.template, 200);
        int refused = code.equals("unauthenticated") ? 401 : 403;
        assertThat(answer.status())
                .as(operation + " by " + who + ": " + answer)
                .isEqualTo(allowed ? expected : refused);
        // An answer to a HEAD has no body.
        if (!allowed && !operation.method.equals("HEAD")) {
            assertProblem(answer, code);
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
    void shouldNameTheMissingRightAndThePerson() {
        RawAnswer answer = server.send("DELETE", "/files/x", server.session(server.user(Right.READ)));

        assertThat(Json.MAPPER.readTree(answer.body()).path("detail").asString())
                .isEqualTo("expected a person with the right delete, found the person \"person-read\" with read");
    }

    @Test
    void shouldNotTakeAPersonOfTheIssuerForAClient() {
        String token = server.issuer().token("read", List.of("read"));

        assertThat(server.send("GET", "/files", "Authorization: Bearer " + token)
                        .body())
                .isEqualTo("caller oidc:read");
    }

    /** What is sent on purpose counts before the cookie, which a browser sends in any case. */
    @Test
    void shouldPreferAKeyToASession() {
        String[] session = server.session(server.user(Right.READ));

        assertThat(server.send("GET", "/files", session[0], key(server.secret(Right.WRITE)))
                        .status())
                .isEqualTo(403);
        assertThat(server.send("DELETE", "/files/x", session[0], key(server.secret(Right.DELETE)))
                        .status())
                .as("without a CSRF token")
                .isEqualTo(200);
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
