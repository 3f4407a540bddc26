package dev.sluice.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.message.Json;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.testing.http.RawAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What browsers, logs and disks get, of every server: the four services as processes, and all of them as one. */
class GuardIT {
    private static final Map<String, URI> SERVERS = new TreeMap<>();
    private static final List<String> PATHS = List.of(
            "/",
            "/index.html",
            "/page/page.js",
            "/docs",
            "/docs/topics",
            "/swagger-ui/index.html",
            "/openapi.json",
            "/livez",
            "/readyz",
            "/health",
            "/metrics",
            "/files",
            "/files?limit=none",
            "/status/none",
            "/results/none.csv",
            "/results/none/rejects.csv",
            "/datasets",
            "/datasets/none",
            "/measurements",
            "/schemas",
            "/schemas/asyncapi.yaml",
            "/session",
            "/system",
            "/operations/clients",
            "/operations/quotas",
            "/operations/refusals",
            "/operations/audit",
            "/operations.html",
            "/events?file_id=none",
            "/internal/files/none",
            "/internal/own/files/none?client=a",
            "/internal/clients?partitions=0&now=0",
            "/internal/ownership",
            "/upload",
            "/uploads",
            "/uploads/none",
            "/ingest",
            "/error",
            "/none",
            "/none|none",
            "/%zz");

    @TempDir
    private static Path directory;

    private static ServiceInstances services;
    private static Sluice sluice;

    @BeforeAll
    static void start() throws IOException, InterruptedException, UnavailableException, RefusedException {
        Files.createDirectory(directory.resolve("services"));
        sluice = Sluice.start(directory.resolve("up"), 0, 0, Map.of());
        SERVERS.put("up", sluice.url());
        services = new ServiceInstances(directory.resolve("services"), sluice.bootstrapServers());
        Map<String, String> kafka =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", sluice.bootstrapServers(), "SLUICE_TOPICS_PREFIX", "guarded.");
        services.start("ingest-gateway", kafka);
        services.start("row-splitter", kafka);
        services.start("aggregator", kafka);
        services.start(
                "results-api",
                Map.of(
                        "SLUICE_RESULTS_AGGREGATORS",
                        services.probe("aggregator").url().toString()));
        services.awaitReady();
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
        for (String service : List.of("ingest-gateway", "row-splitter", "aggregator", "results-api")) {
            SERVERS.put(service, services.probe(service).url());
        }
    }

    @AfterAll
    static void stop() {
        services.close();
        sluice.close();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void shouldGuardEachAnswer(String server) {
        for (String path : PATHS) {
            RawAnswer answer = send(server, "GET " + path + " HTTP/1.1", "Host: localhost");

            assertThat(answer.headers())
                    .as(server + path + " " + answer.status())
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .hasEntrySatisfying("content-security-policy", policy -> assertThat(policy)
                            .contains("default-src 'none'", "frame-ancestors 'none'"));
            if (answer.status() >= 400 && !path.equals("/health") && !path.equals("/readyz")) {
                assertProblem(server + path, answer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void shouldAnswerNoOtherHost(String server) {
        for (String path : List.of("/", "/livez", "/files", "/metrics", "/docs", "/none")) {
            RawAnswer answer = send(server, "GET " + path + " HTTP/1.1", "Host: rebound.evil.example");

            assertThat(answer.status()).as(server + path).isEqualTo(421);
            assertProblem(server + path, answer);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void shouldRefuseCrossSiteWrites(String server) {
        for (String write : List.of("POST /upload", "POST /ingest", "DELETE /files/a", "DELETE /internal/files/a")) {
            for (String header :
                    List.of("Sec-Fetch-Site: cross-site", "Origin: https://evil.example", "Origin: null")) {
                RawAnswer answer = send(server, write + " HTTP/1.1", "Host: localhost", "Content-Length: 0", header);

                assertThat(answer.status()).as(server + " " + write).isEqualTo(403);
                assertProblem(server + write, answer);
            }
        }
    }

    /** The id and the reason are the client's own words. */
    @Test
    void shouldKeepEachEventOfTheLogInOneLine() throws IOException {
        send(
                "ingest-gateway",
                "POST /upload?filename=a%0A2026%20FORGED%1B%5B2J%E2%80%AE&dataset=none%0AFORGED HTTP/1.1",
                "Host: localhost",
                "Content-Length: 0");
        send("results-api", "DELETE /files/none HTTP/1.1", "Host: localhost", "User-Agent: a\u202eb");

        for (String service : List.of("ingest-gateway", "results-api", "aggregator")) {
            String log = Files.readString(services.process(service).log());
            assertThat(log).as(service).doesNotContain("\u001b", "\u202e", "\nFORGED", "\n2026 FORGED");
        }
        assertThat(Files.readString(services.process("results-api").log()))
                .contains("DELETE /files/none by anonymous from 127.0.0.1")
                .contains("not found, status 404");
        assertThat(Files.readString(services.process("aggregator").log()))
                .contains("DELETE /internal/files/none by anonymous");
    }

    @Test
    void shouldCreateDataReadableOnlyByTheOwner() throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        for (Path data : List.of(
                directory.resolve("up"),
                directory.resolve("up").resolve("broker"),
                directory.resolve("up").resolve("splitter"),
                directory.resolve("up").resolve("aggregator"),
                directory.resolve("services").resolve("row-splitter"),
                directory.resolve("services").resolve("aggregator"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .as(data.toString())
                    .isEqualTo("rwx------");
        }
    }

    /** Swagger UI has a separate content security policy, under which it must work. */
    @Test
    void shouldShowTheApiInABrowser() {
        for (String server : List.of("up", "results-api", "ingest-gateway")) {
            try (Browser browser = Browser.open(SERVERS.get(server))) {
                browser.visit("docs");
                browser.find(".swagger-ui .opblock");
                browser.click(".swagger-ui .opblock-summary-control");
                browser.find(".swagger-ui .opblock.is-open");
                assertThat(browser.consoleErrors()).as(server).isEmpty();
            }
        }
    }

    static Stream<String> servers() {
        return SERVERS.keySet().stream();
    }

    private static void assertProblem(String what, RawAnswer answer) {
        assertThat(answer.headers().get("content-type")).as(what).isEqualTo("application/problem+json");
        assertThat(Json.MAPPER.readTree(answer.body()).path("code").asString())
                .as(what)
                .isNotEmpty();
    }

    /** As raw bytes: no client in between puts anything right. */
    private static RawAnswer send(String server, String... lines) {
        URI url = SERVERS.get(server);
        return RawAnswer.of(url.getHost(), url.getPort(), List.of(lines), "");
    }
}
