package dev.sluice.access.web;

import static dev.sluice.access.web.AccessServer.key;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.Quota;
import dev.sluice.runtime.http.Right;
import dev.sluice.testing.http.RawAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Ways around the rules that have worked elsewhere. */
class AccessAttacksTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/results/..;/files",
                "/page/..;/files",
                "/page/../files",
                "/page/%2e%2e/files",
                "/page/%2e%2e%2ffiles",
                "/page/..%2ffiles",
                "/livez/..;/files",
                "/livez/../files",
                "/livez;/../files",
                "/docs/..;/files",
                "/swagger-ui/..;/files",
                "/schemas/..;/files",
                "/files;x=y",
                "/files;.js",
                "/;/files",
                "//files",
                "/./files",
                "/files/",
                "/files/.",
                "/files%2f",
                "/files%00",
                "/files.",
                "/files.json",
                "/FILES",
                "/Files",
                "/%66iles",
                "/files%20",
                "/files?x=/livez",
                "/files#/livez",
                "/internal/..;/files",
                "/internal/../files",
                "//internal/ownership",
                "/INTERNAL/ownership",
                "/internal;x/ownership",
                "/%69nternal/ownership",
                "/internal%2fownership",
                "/page/..;/internal/ownership",
                "/datasets/x/series/a%2fb",
                "/datasets/x/series/a/b/c",
                "/results/a%2f..%2fb",
                "/status/x/../../livez",
            })
    void shouldNotBeReachedWithoutAKeyByAnotherPath(String path) {
        for (String method : List.of("GET", "HEAD", "DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND", "get")) {
            RawAnswer answer = server.send(method, path);

            assertThat(answer.status()).as(method + " " + path).isGreaterThanOrEqualTo(400);
            assertThat(answer.body()).as(method + " " + path).doesNotContain("caller", "owned");
        }
    }

    /** What is refused for lack of a right is refused in each spelling that reaches the same controller. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/x",
                "/files/x;y",
                "/files;y/x",
                "/%66iles/x",
                "/files/%78",
                "/files/x%2fy",
                "/./files/x",
                "//files/x",
                "/page/..;/files/x",
                "/schemas/../files/x",
                "/files/x/",
                "/FILES/x",
            })
    void shouldNotBeDeletedWithoutTheRight(String path) {
        for (Right right : List.of(Right.READ, Right.WRITE, Right.OPERATE)) {
            for (String method : List.of("DELETE", "POST", "GET")) {
                RawAnswer answer = server.send(
                        method,
                        path,
                        key(server.secret(right)),
                        "X-HTTP-Method-Override: DELETE",
                        "X-HTTP-Method: DELETE",
                        "X-Original-URL: /files/x",
                        "X-Rewrite-URL: /files/x");
                assertThat(answer.body()).as(right + " " + method + " " + path).doesNotContain("caller");
            }
        }
        assertThat(server.send("POST", "/files/x?_method=DELETE", key(server.secret(Right.DELETE)))
                        .body())
                .doesNotContain("caller");
    }

    @Test
    void shouldNotLetAWriterReadSeriesWhoseKeysHaveSlashes() {
        for (String path : List.of("/datasets/x/series/a/b", "/datasets/x/series/a%2fb", "/datasets/x/series/%2e%2e")) {
            assertThat(server.send("GET", path, key(server.secret(Right.WRITE))).body())
                    .as(path)
                    .doesNotContain("caller");
            assertThat(server.send("GET", path, key(server.secret(Right.READ))).body())
                    .as(path)
                    .isEqualTo("caller read");
        }
    }

    @Test
    void shouldAnswerHeadAsGet() {
        assertThat(server.send("HEAD", "/files").status()).isEqualTo(401);
        assertThat(server.send("HEAD", "/files", key(server.secret(Right.WRITE)))
                        .status())
                .isEqualTo(403);
        assertThat(server.send("HEAD", "/files", key(server.secret(Right.READ))).status())
                .isEqualTo(200);
    }

    @Test
    void shouldTellNothingByOptions() {
        RawAnswer options = server.send("OPTIONS", "/files");
        assertThat(options.status()).isEqualTo(401);
        assertThat(options.headers()).doesNotContainKey("allow");

        RawAnswer preflight = server.send(
                "OPTIONS", "/files/x", "Origin: https://evil.example", "Access-Control-Request-Method: DELETE");
        assertThat(preflight.headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(preflight.body()).isEmpty();
    }

    @Test
    void shouldNotBeUsedByPagesOfOtherSitesOrOtherNamesOfTheHost() {
        String delete = key(server.secret(Right.DELETE));

        assertThat(server.send("DELETE", "/files/x", delete, "Origin: https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(server.send("DELETE", "/files/x", delete, "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(server.sendLines(List.of("GET /files HTTP/1.1", "Host: evil.example", delete), "")
                        .status())
                .isEqualTo(421);
    }

    @Test
    void shouldRefuseKeysThatAreNone() {
        String right = server.secret(Right.READ);
        for (String wrong : List.of(
                "",
                " ",
                "slc_",
                right.substring(1),
                right + "x",
                right.substring(0, right.length() - 1),
                KeySecret.sha256Hex(right),
                "x".repeat(201),
                "x".repeat(6_000),
                "\u00fc".repeat(47),
                "\u0001\u0002",
                "null",
                "slc_' OR '1'='1",
                right + "," + right)) {
            assertThat(server.send("GET", "/files", key(wrong)).status())
                    .as(wrong)
                    .isIn(400, 401);
            assertThat(server.send("GET", "/files", "Authorization: Bearer " + wrong)
                            .status())
                    .as(wrong)
                    .isIn(400, 401);
        }
        assertThat(server.send("GET", "/files?x-api-key=" + right).status()).isEqualTo(401);
        assertThat(server.send("GET", "/files", "Cookie: x-api-key=" + right).status())
                .isEqualTo(401);
    }

    @Test
    void shouldRefuseSeveralKeys() {
        String right = key(server.secret(Right.READ));
        RawAnswer two = server.send("GET", "/files", right, key("other"));

        assertThat(two.status()).isEqualTo(401);
        assertThat(two.body()).contains("more than one");
        assertThat(server.send("GET", "/files", right, right).status()).isEqualTo(401);
        assertThat(server.send("GET", "/files", right, "Authorization: Bearer " + server.secret(Right.DELETE))
                        .status())
                .isEqualTo(401);
        assertThat(server.send("GET", "/files", Collections.nCopies(60, right).toArray(String[]::new))
                        .status())
                .isEqualTo(401);
    }

    /** The body is never sent: an answer shows that it wasn't waited for. */
    @Test
    void shouldRefuseWithoutReadingTheBody() {
        for (String length : List.of("Content-Length: 1", "Transfer-Encoding: chunked")) {
            assertThat(server.firstLine("POST /upload HTTP/1.1", "Host: localhost", length))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void shouldKeepQuotas() throws IOException {
        String first = add("few", new Quota(null, 1, null));
        assertThat(untilKnown("/files", first)).isIn(200, 429);
        RawAnswer answer = server.send("GET", "/files", key(first));
        for (int i = 0; i < 1_000 && answer.status() != 429; i++) {
            answer = server.send("GET", "/files", key(first));
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
        assertThat(answer.body()).contains("quota-exceeded", "requests_per_second", "few");

        String second = add("little", new Quota(2, null, 10L));
        assertThat(untilKnown("/none", second)).isEqualTo(404);
        assertThat(upload(second, "Content-Length: 11", "12345678901").status()).isEqualTo(429);
        assertThat(upload(second, "Content-Length: 6", "123456").status()).isEqualTo(200);
        assertThat(upload(second, "Content-Length: 6", "123456").headers()).containsKey("retry-after");
        String chunks = "14\r\n12345678901234567890\r\n0\r\n\r\n";
        assertThat(upload(second, "Transfer-Encoding: chunked", chunks).status())
                .as("4 bytes are left")
                .isEqualTo(200);
        assertThat(upload(second, "Transfer-Encoding: chunked", chunks).status())
                .as("16 too many")
                .isEqualTo(429);
        assertThat(upload(second, "Content-Length: 0", "").status())
                .as("no place of an upload is lost")
                .isEqualTo(200);
    }

    private static RawAnswer signIn(String name, String password) {
        String body = "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}";
        return server.sendLines(
                List.of(
                        "POST /session HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length()),
                body);
    }

    private static RawAnswer upload(String secret, String length, String body) {
        return server.sendLines(List.of("POST /upload HTTP/1.1", "Host: localhost", length, key(secret)), body);
    }

    private static String add(String name, Quota quota) throws IOException {
        return server.add(name, Set.of(Right.READ, Right.WRITE), quota);
    }

    /** A key is known after a second at most. */
    private static int untilKnown(String path, String secret) {
        while (true) {
            int status = server.send("GET", path, key(secret)).status();
            if (status != 401) {
                return status;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldLogRefusalsWithTheNameOfTheKeyAndNeverTheKey() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        String reader = server.secret(Right.READ);
        String wrong = KeySecret.generate();
        StringBuilder answers = new StringBuilder();
        String cookie;
        String token;
        try {
            answers.append(server.send("DELETE", "/files/x", key(reader)));
            answers.append(server.send("GET", "/files", key(wrong)));
            answers.append(server.send("GET", "/files", key(reader), key(wrong)));
            answers.append(server.send("GET", "/internal/x", "x-internal-key: " + wrong));
            answers.append(server.send("GET", "/health", key(server.secret(Right.OPERATE))));
            String[] session = server.session(server.user(Right.READ));
            cookie = session[0].substring(session[0].indexOf('=') + 1);
            answers.append(server.send("DELETE", "/files/x", session));
            answers.append(server.send("GET", "/files", session[0] + "x"));
            token = server.issuer().token("eva", List.of("read"));
            answers.append(server.send("DELETE", "/files/x", "Authorization: Bearer " + token));
            answers.append(server.send("GET", "/files", "Authorization: Bearer " + token + "x"));
            answers.append(signIn("person-read", AccessServer.PASSWORD).body());
            answers.append(signIn("person-read", "wrong-password"));
            // A password in the field of the name.
            answers.append(signIn(AccessServer.PASSWORD, "wrong-password"));
            answers.append(server.send("GET", "/health", key(server.secret(Right.OPERATE))));
        } finally {
            root.detachAppender(log);
        }

        String lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
        assertThat(lines)
                .contains("DELETE /files/x by read from 127.0.0.1", "refused, status 403")
                .contains("GET /files by anonymous from 127.0.0.1", "refused, status 401")
                .contains("DELETE /files/x by person-read from", "DELETE /files/x by oidc:eva from")
                .contains("POST /session by person-read from 127.0.0.1", "signed in, status 200")
                .contains("POST /session by anonymous from 127.0.0.1");
        String metrics = server.bean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().toString())
                .collect(Collectors.joining("\n"));
        assertThat(metrics).contains("sluice.access.sign.ins", "sluice.access.users");
        for (String hidden : List.of(
                AccessServer.PASSWORD,
                "wrong-password",
                AccessServer.SESSION_KEY,
                cookie,
                cookie.substring(cookie.lastIndexOf(':') + 1),
                token,
                token.substring(token.lastIndexOf('.') + 1),
                "bcrypt")) {
            assertThat(lines + answers + metrics).doesNotContain(hidden);
        }
        for (String secret : List.of(reader, wrong, server.secret(Right.OPERATE), AccessServer.INTERNAL_KEY)) {
            for (String hidden : List.of(secret, KeySecret.sha256Hex(secret), secret.substring(4, 20))) {
                assertThat(lines + answers + metrics).doesNotContain(hidden);
            }
        }
        assertThat(server.bean(MeterRegistry.class)
                        .counter("sluice.access.refused", "code", "forbidden")
                        .count())
                .isPositive();
    }
}
