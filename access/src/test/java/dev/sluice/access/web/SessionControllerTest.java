package dev.sluice.access.web;

import static dev.sluice.access.web.AccessServer.cookie;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.key.KeySecret;
import dev.sluice.access.session.FirstOperator;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.message.Json;
import dev.sluice.testing.http.RawAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SessionControllerTest {
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

    @Test
    void shouldSignInAndOut() {
        RawAnswer signedIn = signIn("person-delete", AccessServer.PASSWORD);
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.headers().get("set-cookie"))
                .matches("sluice-session=[!-~&&[^;]]+; Path=/; HttpOnly; SameSite=Strict");
        assertThat(signedIn.headers().get("cache-control")).contains("no-store");
        String token = signedIn.headers().get("set-cookie").replaceAll("^[^=]*=|;.*", "");
        JsonNode who = Json.MAPPER.readTree(signedIn.body());
        assertThat(who.path("name").asString()).isEqualTo("person-delete");
        assertThat(who.path("rights").toString()).isEqualTo("[\"delete\"]");
        String csrf = "x-csrf-token: " + who.path("csrf_token").asString();

        assertThat(json("GET", "/session", cookie(token))).isEqualTo(who);
        assertThat(server.send("DELETE", "/files/x", cookie(token), csrf).body())
                .isEqualTo("caller person-delete");
        assertThat(server.send("DELETE", "/session", cookie(token)).status()).isEqualTo(403);

        RawAnswer signedOut = server.send("DELETE", "/session", cookie(token), csrf);
        assertThat(signedOut.status()).isEqualTo(204);
        assertThat(signedOut.headers().get("set-cookie"))
                .startsWith("sluice-session=;")
                .contains("Max-Age=0");
        assertThat(server.send("DELETE", "/files/x", cookie(token), csrf).status())
                .as("a copy of the cookie")
                .isEqualTo(401);
    }

    @Test
    void shouldSayWhoIsSignedInAndHow() {
        JsonNode anonymous = json("GET", "/session");
        assertThat(anonymous.path("signed_in").asBoolean()).isFalse();
        assertThat(anonymous.has("name")).isFalse();
        assertThat(anonymous.path("ways").path("key").asBoolean()).isTrue();
        assertThat(anonymous.path("ways").path("password").asBoolean()).isTrue();
        assertThat(anonymous.path("ways").path("first_operator").asBoolean()).isFalse();
        assertThat(anonymous.path("ways").path("issuer").path("token_endpoint").asString())
                .isEqualTo(server.issuer().url() + "/token");

        JsonNode key = json("GET", "/session", AccessServer.key(server.secret(Right.READ)));
        assertThat(key.path("by").asString()).isEqualTo("key");
        assertThat(key.has("csrf_token")).isFalse();
        JsonNode token = json(
                "GET", "/session", "Authorization: Bearer " + server.issuer().token("eva", List.of("write")));
        assertThat(token.path("by").asString()).isEqualTo("token");
        assertThat(token.path("rights").toString()).isEqualTo("[\"write\"]");
        assertThat(json("GET", "/session", cookie("forged")).path("signed_in").asBoolean())
                .isFalse();
    }

    @Test
    void shouldNotTellWhetherANameExists() {
        RawAnswer wrong = signIn("person-read", "wrong-password");
        RawAnswer none = signIn("no-such-name", "wrong-password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).contains("sign-in-failed").isEqualTo(none.body());
        assertThat(wrong.headers()).doesNotContainKey("set-cookie");
    }

    @Test
    void shouldSlowDownGuesses() {
        List<Integer> statuses = new ArrayList<>();
        RawAnswer last = null;
        for (int i = 0; i < 11; i++) {
            last = signIn("person-operate", "guess-number-" + i);
            statuses.add(last.status());
        }
        assertThat(statuses).startsWith(401, 401, 401).endsWith(429);
        assertThat(last.headers()).containsKey("retry-after");
        assertThat(last.body()).contains("quota-exceeded", "sign_ins");
        assertThat(signIn("person-operate", AccessServer.PASSWORD).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"name\": \"person-read\"}",
                "{\"name\": \"person-read\", \"password\": 7}",
                "{\"name\": \"person-read\", \"password\": null}",
                "{\"name\": \"person-read\", \"password\": \"x\", \"rights\": \"delete\"}",
                "{\"name\": \"a\", \"name\": \"b\", \"password\": \"x\"}",
                "{\"name\": \"person-read\", \"password\": \"correct horse battery\"} {}",
                "name=person-read&password=x",
            })
    void shouldRefuseOtherBodies(String body) {
        RawAnswer answer = post("/session", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"bad-sign-in\"").doesNotContain("person-read", "correct horse");
    }

    @Test
    void shouldRefuseLargeBodiesAndOtherTypes() {
        String large = "{\"name\": \"" + "x".repeat(5_000) + "\", \"password\": \"x\"}";
        assertThat(post("/session", large).body()).contains("bad-sign-in", "at most 4096 bytes");
        RawAnswer form = server.sendLines(
                List.of(
                        "POST /session HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: 1"),
                "x");
        assertThat(form.status()).isEqualTo(415);
    }

    /** Otherwise a page of another site could have people upload to the attacker's own account. */
    @Test
    void shouldNotSignInForPagesOfOtherSites() {
        String body = "{\"name\": \"person-read\", \"password\": \"" + AccessServer.PASSWORD + "\"}";
        for (String from : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site")) {
            RawAnswer answer = server.sendLines(
                    List.of(
                            "POST /session HTTP/1.1",
                            "Host: localhost",
                            "Content-Type: application/json",
                            "Content-Length: " + body.length(),
                            from),
                    body);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
        }
        assertThat(server.send("GET", "/session", "Origin: https://evil.example")
                        .headers())
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void shouldAddTheFirstPersonOnceByTheToken(@TempDir Path empty) throws Exception {
        String token = KeySecret.generate();
        try (AccessServer fresh = new AccessServer(empty, new FirstOperator(token, Clock.systemUTC()))) {
            assertThat(Json.MAPPER
                            .readTree(fresh.send("GET", "/session").body())
                            .at("/ways/first_operator")
                            .asBoolean())
                    .isTrue();
            assertThat(first(fresh, KeySecret.generate(), "eva", AccessServer.PASSWORD)
                            .status())
                    .isEqualTo(403);
            assertThat(first(fresh, token, "eva", "short").body()).contains("bad-user", "at least 10 characters");
            assertThat(first(fresh, token, "e/va", AccessServer.PASSWORD).body())
                    .contains("bad-user", "name: expected");

            RawAnswer added = first(fresh, token, "eva", AccessServer.PASSWORD);
            assertThat(added.status()).isEqualTo(200);
            assertThat(Json.MAPPER.readTree(added.body()).path("rights").toString())
                    .isEqualTo("[\"read\",\"write\",\"delete\",\"operate\"]");
            String session = added.headers().get("set-cookie").replaceAll("^[^=]*=|;.*", "");
            assertThat(fresh.send("GET", "/files", cookie(session)).body()).isEqualTo("caller eva");
            assertThat(Files.readString(empty.resolve("users.json"), UTF_8))
                    .contains("\"eva\"", "{bcrypt}")
                    .doesNotContain(token, KeySecret.sha256Hex(token), AccessServer.PASSWORD);

            assertThat(first(fresh, token, "mallory", AccessServer.PASSWORD).body())
                    .contains("link-invalid");
        }
    }

    private static RawAnswer first(AccessServer server, String token, String name, String password) {
        return post(
                server,
                "/session/first-operator",
                "{\"token\": \"" + token + "\", \"name\": \"" + name + "\", \"password\": \"" + password + "\"}");
    }

    private static RawAnswer signIn(String name, String password) {
        return post("/session", "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}");
    }

    private static RawAnswer post(String path, String body) {
        return post(server, path, body);
    }

    private static RawAnswer post(AccessServer server, String path, String body) {
        return server.sendLines(
                List.of(
                        "POST " + path + " HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length()),
                body);
    }

    private static JsonNode json(String method, String path, String... headers) {
        return Json.MAPPER.readTree(server.send(method, path, headers).body());
    }
}
