package dev.sluice.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.schemas.message.Json;
import dev.sluice.testing.http.RawAnswer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The guard in a Tomcat, as each service has it. */
class RequestGuardTest {
    private static final String LOCAL = "Host: localhost:8080";
    private static GuardedServer server;

    @BeforeAll
    static void start() {
        server = new GuardedServer(Map.of("http.allowed-hosts", "sluice.example"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost", "sluice.example", "aggregator-1:8082"})
    void shouldAnswerUnderItsNames(String host) {
        RawAnswer answer = server.send("GET /fine HTTP/1.1", "Host: " + host);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("fine");
        assertGuarded(answer);
    }

    @Test
    void shouldAnswerAProbeThatNamesNoHost() {
        assertThat(server.send("GET /fine HTTP/1.0").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /fine", "POST /upload", "DELETE /files/a", "GET /none"})
    void shouldRefuseAnUnknownHost(String request) {
        assertProblem(server.send(request + " HTTP/1.1", "Host: rebound.evil.example"), 421, "unknown-host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example",
                "Origin: http://localhost:3000",
                "Origin: null"
            })
    void shouldRefuseAnotherSitesWrites(String header) {
        assertProblem(server.send("POST /upload HTTP/1.1", LOCAL, "Content-Length: 0", header), 403, "cross-site");
        assertProblem(server.send("DELETE /files/a HTTP/1.1", LOCAL, header), 403, "cross-site");
        assertThat(server.send("GET /fine HTTP/1.1", LOCAL, header).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "Sec-Fetch-Site: same-origin",
                "Origin: http://localhost:8080",
                "Origin: http://localhost:8081"
            })
    void shouldTakeWritesOfProgramsOwnPagesAndAllowedOrigins(String header) {
        assertThat(server.send("POST /upload HTTP/1.1", LOCAL, "Content-Length: 0", header)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /none, 404, unknown-path",
        "GET /error, 404, unknown-path",
        "POST /fine, 405, method-not-allowed",
        "TRACE /fine, 405, method-not-allowed",
        "GET /bug, 500, internal-error",
        "GET /fine%00, 400, bad-request",
        "GET /fi%2Fne, 400, bad-request",
        "GET /fine;a/%2e%2e/x, 404, unknown-path",
        "GET /a|b, 400, bad-request",
        "GET /%zz, 400, bad-request",
        "GE(T /fine, 400, bad-request"
    })
    void shouldGiveEachErrorTheSameForm(String request, int status, String code) {
        assertProblem(server.send(request + " HTTP/1.1", LOCAL, "Content-Length: 0"), status, code);
    }

    @Test
    void shouldGiveErrorsToBrowsersInTheSameForm() {
        assertProblem(server.send("GET /bug HTTP/1.1", LOCAL, "Accept: text/html"), 500, "internal-error");
        assertProblem(server.send("GET /none HTTP/1.1", LOCAL, "Accept: text/html"), 404, "unknown-path");
    }

    @Test
    void shouldRefuseRequestsWithTwoHostsOrNone() {
        assertProblem(server.send("GET /fine HTTP/1.1", LOCAL, "Host: evil.example"), 400, "bad-request");
        assertProblem(server.send("GET /fine HTTP/1.1"), 400, "bad-request");
        assertProblem(server.send("GET http://evil.example/fine HTTP/1.1", LOCAL), 400, "bad-request");
    }

    @Test
    void shouldLogDeletions() {
        ListAppender<ILoggingEvent> audit = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.LOGGER);
        audit.start();
        logger.addAppender(audit);
        try {
            server.send(
                    "DELETE /files/a HTTP/1.1", LOCAL, "User-Agent: " + "x".repeat(300), "X-Forwarded-For: 1.2.3.4");
            server.send("DELETE /files/b HTTP/1.1", LOCAL, "Origin: https://evil.example");
        } finally {
            logger.detachAppender(audit);
        }

        assertThat(audit.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactlyInAnyOrder(
                        "DELETE /files/a by anonymous from 127.0.0.1 (forwarded for -, agent " + "x".repeat(200)
                                + "…): deleted, status 204",
                        "DELETE /files/b by anonymous from 127.0.0.1 (forwarded for -, agent -): refused, status 403");
    }

    private static void assertProblem(RawAnswer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        JsonNode problem = Json.MAPPER.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        assertGuarded(answer);
    }

    private static void assertGuarded(RawAnswer answer) {
        assertThat(answer.headers())
                .as(answer.toString())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("referrer-policy", "no-referrer")
                .hasEntrySatisfying("content-security-policy", policy -> assertThat(policy)
                        .contains("default-src 'none'", "frame-ancestors 'none'"));
    }
}
