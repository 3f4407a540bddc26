package dev.sluice.systemtests.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.access.user.Passwords;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.client.SluiceClient;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.schemas.message.Json;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.testing.contract.ApiContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sluice whose clients need keys: all services in one process, and the four services as processes. */
class AccessIT {
    private static final String INTERNAL_KEY = KeySecret.generate();
    private static final RawClient HTTP = new RawClient(Duration.ofMinutes(1));
    /** The key of a client that may have one upload in progress. */
    private static final String SINGLE = KeySecret.generate();

    /** The keys of two clients that may use their own files only. */
    private static final Map<String, String> OWN = Map.of("lab", KeySecret.generate(), "plant", KeySecret.generate());

    private static final Map<Right, String> SECRETS = new EnumMap<>(Right.class);
    private static final String SESSION_KEY = KeySecret.generate();
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path directory;

    private static Path keys;
    private static UsersFile users;
    private static Sluice sluice;
    private static ServiceInstances services;

    @BeforeAll
    static void start() throws Exception {
        keys = directory.resolve("keys.json");
        List<ApiKey> all = new ArrayList<>();
        for (Right right : Right.values()) {
            SECRETS.put(right, KeySecret.generate());
            all.add(new ApiKey(
                    right.word(),
                    KeySecret.sha256Hex(SECRETS.get(right)),
                    Set.of(right),
                    true,
                    Quota.UNLIMITED,
                    Instant.EPOCH));
        }
        all.add(new ApiKey(
                "single",
                KeySecret.sha256Hex(SINGLE),
                Set.of(Right.WRITE),
                true,
                new Quota(1, null, 1_000_000L),
                Instant.EPOCH));
        OWN.forEach((name, secret) -> all.add(new ApiKey(
                name,
                KeySecret.sha256Hex(secret),
                EnumSet.of(Right.READ, Right.WRITE, Right.DELETE),
                false,
                Quota.UNLIMITED,
                Instant.EPOCH)));
        new KeysFile(keys).write(all);
        users = new UsersFile(directory.resolve("users.json"));
        users.write(List.of(new User(
                "eva", Passwords.hash(PASSWORD), Set.of(Right.READ, Right.WRITE), true, Instant.EPOCH, Instant.EPOCH)));
        sluice = Sluice.start(
                directory.resolve("up"),
                0,
                0,
                Map.of(
                        "sluice.access.keys-file", keys.toString(),
                        "sluice.access.users-file", users.path().toString()));
        Files.createDirectory(directory.resolve("services"));
        services = new ServiceInstances(directory.resolve("services"), sluice.bootstrapServers());
        Map<String, String> access = Map.of(
                "SLUICE_ACCESS_KEYS_FILE",
                keys.toString(),
                "SLUICE_ACCESS_USERS_FILE",
                users.path().toString(),
                "SLUICE_ACCESS_SESSION_KEY",
                SESSION_KEY,
                "SLUICE_ACCESS_INTERNAL_KEY",
                INTERNAL_KEY);
        Map<String, String> kafka = new HashMap<>(access);
        kafka.put("KAFKA_BOOTSTRAP_SERVERS", sluice.bootstrapServers());
        kafka.put("SLUICE_TOPICS_PREFIX", "access.");
        services.start("ingest-gateway", kafka);
        services.start("row-splitter", kafka);
        services.start("aggregator", kafka);
        Map<String, String> results = new HashMap<>(access);
        results.put(
                "SLUICE_RESULTS_AGGREGATORS", services.probe("aggregator").url().toString());
        services.start("results-api", results);
        services.awaitReady();
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
    }

    @AfterAll
    static void stop() {
        services.close();
        sluice.close();
    }

    record Operation(String method, String path, String right) {}

    static Stream<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        ContractDocument.OPENAPI
                .json()
                .path("paths")
                .forEachEntry((template, methods) -> methods.forEachEntry((method, operation) -> all.add(new Operation(
                        method.toUpperCase(Locale.ROOT),
                        template.replaceAll("\\{[a-z_]+}", "x"),
                        operation.path("x-right").asString("")))));
        return all.stream();
    }

    /** The services themselves: their controllers are the real ones. */
    @ParameterizedTest
    @MethodSource("operations")
    void shouldNeedTheRightOfEachOperation(Operation operation) throws Exception {
        List<URI> servers = List.of(
                sluice.url(),
                services.probe("ingest-gateway").url(),
                services.probe("results-api").url());
        boolean open = operation.right.equals("none");
        for (URI server : servers) {
            assertStatus(server, operation, open ? 0 : 401, "");
            assertStatus(server, operation, open ? 0 : 401, KeySecret.generate());
            for (Right right : Right.values()) {
                boolean allowed = open || operation.right.equals("any") || operation.right.equals(right.word());
                assertStatus(server, operation, allowed ? 0 : 403, SECRETS.get(right));
            }
        }
    }

    /** @param status 0 for any that isn't a refusal */
    private static void assertStatus(URI server, Operation operation, int status, String secret) throws Exception {
        HttpRequest.Builder request = new ApiRequests(server).get(operation.path);
        if (!secret.isEmpty()) {
            request.header("x-api-key", secret);
        }
        request.method(
                operation.method,
                operation.method.equals("POST") ? BodyPublishers.ofString("x") : BodyPublishers.noBody());
        HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
        // It isn't read: events don't end.
        try (InputStream unread = response.body()) {
            String what = operation + " of " + server + ", key " + secret;
            if (status == 0) {
                assertThat(response.statusCode()).as(what).isNotIn(401, 403);
            } else {
                assertThat(response.statusCode()).as(what).isEqualTo(status);
            }
            assertThat(unread).isNotNull();
        }
    }

    @Test
    void shouldServeAClientWithTheRights() throws Exception {
        for (List<URI> addresses : List.of(
                List.of(sluice.url(), sluice.url()),
                List.of(
                        services.probe("ingest-gateway").url(),
                        services.probe("results-api").url()))) {
            URI gateway = addresses.get(0);
            URI results = addresses.get(1);
            String csv = "timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1\n";
            HttpResponse<String> accepted =
                    send(new ApiRequests(gateway).upload("a.csv", Map.of(), BodyPublishers.ofString(csv)), Right.WRITE);
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            String id = Json.MAPPER.readTree(accepted.body()).path("file_id").asString();

            assertThat(ended(results, id)).contains("\"status\":\"processed\"");
            assertThat(send(new ApiRequests(results).deleteFile(id), Right.READ).statusCode())
                    .isEqualTo(403);
            assertThat(send(new ApiRequests(results).deleteFile(id), Right.DELETE)
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    /** An upload gives its place back when it is over, which may be just after its answer. */
    @Test
    void shouldLetAClientUploadOneFileAfterTheOther() throws Exception {
        for (URI gateway :
                List.of(sluice.url(), services.probe("ingest-gateway").url())) {
            for (int accepted = 0; accepted < 5; ) {
                // Of unknown length, so that it is counted as it arrives.
                byte[] csv = ("timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a," + System.nanoTime() + "\n")
                        .getBytes(UTF_8);
                HttpRequest.Builder upload = new ApiRequests(gateway)
                        .upload("a.csv", Map.of(), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(csv)));
                HttpResponse<String> answer = plain(upload.header("x-api-key", SINGLE));
                assertThat(answer.statusCode()).as(answer.body()).isIn(202, 429);
                accepted += answer.statusCode() == 202 ? 1 : 0;
            }
        }
    }

    @Test
    void shouldHoldASessionAtEachServiceUntilThePersonChanges() throws Exception {
        URI results = services.probe("results-api").url();
        URI gateway = services.probe("ingest-gateway").url();
        HttpResponse<String> signedIn = signIn(results);
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        String csrf = Json.MAPPER.readTree(signedIn.body()).path("csrf_token").asString();
        String cookie = cookie(signedIn);

        assertThat(plain(new ApiRequests(results).get("/files").header("Cookie", cookie))
                        .statusCode())
                .isEqualTo(200);
        byte[] csv = ("timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a," + System.nanoTime() + "\n").getBytes(UTF_8);
        assertThat(plain(new ApiRequests(gateway)
                                .upload("a.csv", Map.of(), BodyPublishers.ofByteArray(csv))
                                .header("Cookie", cookie))
                        .statusCode())
                .as("without the CSRF token")
                .isEqualTo(403);
        assertThat(plain(new ApiRequests(gateway)
                                .upload("a.csv", Map.of(), BodyPublishers.ofByteArray(csv))
                                .header("Cookie", cookie)
                                .header("x-csrf-token", csrf))
                        .statusCode())
                .isEqualTo(202);
        assertThat(plain(new ApiRequests(sluice.url()).get("/files").header("Cookie", cookie))
                        .statusCode())
                .as("a Sluice with another key")
                .isEqualTo(401);

        users.write(
                users.read().stream().map(user -> user.signedOut(Instant.now())).toList());
        while (plain(new ApiRequests(gateway).get("/nothing").header("Cookie", cookie))
                        .statusCode()
                != 401) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldPrintALinkForTheFirstPersonUntilThereIsOne(@TempDir Path up) throws Exception {
        int port = FreePorts.next();
        URI url = URI.create("http://localhost:" + port);
        Map<String, String> environment =
                Map.of("SLUICE_ACCESS_USERS_FILE", up.resolve("users.json").toString());
        SluiceProbe probe = new SluiceProbe(url, "none");
        try (ServiceProcess process = ServiceProcess.up(up, port, environment)) {
            probe.awaitReady(process);
            String link = url + "/#token=";
            String output = Files.readString(process.log());
            while (!output.contains(link)) {
                assertThat(process.isAlive()).as(output).isTrue();
                output = Files.readString(process.log());
            }
            String token = output.replaceFirst("(?s).*#token=(\\S+).*", "$1");
            HttpResponse<String> added = plain(HttpRequest.newBuilder(url.resolve("/session/first-operator"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"token\": \"" + token + "\", \"name\": \"eva\", \"password\": \"" + PASSWORD + "\"}")));
            assertThat(added.statusCode()).as(added.body()).isEqualTo(200);

            process.kill();
            process.restart();
            probe.awaitReady(process);
            assertThat(plain(new ApiRequests(url).get("/session").header("Cookie", cookie(added)))
                            .body())
                    .as("the session holds")
                    .contains("\"name\":\"eva\"", "\"first_operator\":false");
            assertThat(Files.readString(process.log())).containsOnlyOnce(link).doesNotContain(PASSWORD, cookie(added));
        }
    }

    private static HttpResponse<String> signIn(URI service) throws IOException, InterruptedException {
        return plain(HttpRequest.newBuilder(service.resolve("/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"eva\", \"password\": \"" + PASSWORD + "\"}")));
    }

    private static String cookie(HttpResponse<String> signedIn) {
        return signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static String ended(URI results, String id) throws Exception {
        while (true) {
            HttpResponse<String> status =
                    send(new ApiRequests(results).statusAtEnd(id, Duration.ofSeconds(20)), Right.READ);
            if (status.statusCode() == 200 && !status.body().matches("(?s).*\"status\":\"(pending|processing)\".*")) {
                return status.body();
            }
            assertThat(status.statusCode()).as(status.body()).isIn(200, 404, 503);
        }
    }

    /** Within one process, and over HTTP between the services. */
    @Test
    void shouldKeepTheFilesOfClientsApart() throws Exception {
        for (List<URI> addresses : List.of(
                List.of(sluice.url(), sluice.url()),
                List.of(
                        services.probe("ingest-gateway").url(),
                        services.probe("results-api").url()))) {
            URI gateway = addresses.get(0);
            ApiRequests results = new ApiRequests(addresses.get(1));
            String series = "oven-" + KeySecret.generate();
            // The same content, which is no duplicate for another client.
            String csv = "timestamp,sensor_id,value\n2026-01-01T00:00:00Z," + series + ",1\n";
            String mine =
                    stored(new ApiRequests(gateway).upload("a.csv", Map.of(), BodyPublishers.ofString(csv)), "lab");
            String theirs =
                    stored(new ApiRequests(gateway).upload("a.csv", Map.of(), BodyPublishers.ofString(csv)), "plant");
            assertThat(ended(addresses.get(1), mine)).contains("\"client\":\"lab\"");
            assertThat(ended(addresses.get(1), theirs)).contains("\"client\":\"plant\"");

            for (Operation operation : operationsOfFile(theirs)) {
                assertThat(ofLab(results.get(operation.path).method(operation.method, BodyPublishers.noBody()))
                                .statusCode())
                        .as(operation.toString())
                        .isEqualTo(404);
            }
            assertThat(ofLab(results.get("/status/" + mine)).statusCode()).isEqualTo(200);
            assertThat(ofLab(results.get("/files")).body()).contains(mine).doesNotContain(theirs);
            assertThat(send(results.get("/files"), Right.READ).body()).contains(mine, theirs);
            String sum = "/datasets/sensor-readings/series/" + series;
            assertThat(ofLab(results.get(sum)).body()).contains("\"files\":1").doesNotContain(theirs);
            assertThat(send(results.get(sum), Right.READ).body()).contains("\"files\":2");
            assertThat(ofLab(results.deleteFile(mine)).statusCode()).isEqualTo(204);
            assertThat(ofLab(results.get(sum)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldKeepTheMeasurementsOfClientsApart() throws Exception {
        URI gateway = services.probe("ingest-gateway").url();
        ApiRequests results = new ApiRequests(services.probe("results-api").url());
        String reading = "{\"time_stamp\": \"2026-01-01T00:00:00Z\", \"data\": [%s]}";
        Map<String, String> ids = new HashMap<>();
        for (String client : List.of("plant", "lab")) {
            ids.put(
                    client,
                    stored(
                            new ApiRequests(gateway)
                                    .get("/ingest")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(reading.formatted(client.length()))),
                            client));
            ended(services.probe("results-api").url(), ids.get(client));
        }

        assertThat(ofLab(results.get("/status/" + ids.get("plant"))).statusCode())
                .isEqualTo(404);
        assertThat(ofLab(results.get("/measurements/2026-01-01T00:00:00Z")).body())
                .contains("\"mean\":3.0");
        assertThat(ofLab(results.get("/measurements/summary")).body()).contains("\"checked\":1");
        assertThat(send(results.get("/measurements/summary"), Right.READ).body())
                .doesNotContain("\"checked\":1,");
    }

    private static List<Operation> operationsOfFile(String fileId) {
        List<Operation> all = new ArrayList<>();
        ContractDocument.OPENAPI
                .json()
                .path("paths")
                .forEachEntry((template, methods) -> methods.forEachEntry((method, operation) -> {
                    String path = template.equals("/events")
                            ? "/events?file_id=" + fileId
                            : template.replace("{id}", fileId).replaceAll("\\{[a-z_]+}", "x");
                    // An upload is there only until its file is complete.
                    if (path.contains(fileId) && !template.equals("/uploads/{id}")) {
                        all.add(new Operation(method.toUpperCase(Locale.ROOT), path, ""));
                    }
                }));
        return all;
    }

    private static String stored(HttpRequest.Builder request, String client) throws Exception {
        HttpResponse<String> accepted = plain(request.header("x-api-key", OWN.get(client)));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return Json.MAPPER.readTree(accepted.body()).path("file_id").asString();
    }

    private static HttpResponse<String> ofLab(HttpRequest.Builder request) throws Exception {
        return plain(request.header("x-api-key", OWN.get("lab")));
    }

    @Test
    void shouldGuardWhatIsNoPartOfTheApi() throws Exception {
        for (String service : List.of("ingest-gateway", "row-splitter", "aggregator", "results-api")) {
            ApiRequests requests = new ApiRequests(services.probe(service).url());
            for (String path : List.of("/metrics", "/health")) {
                assertThat(plain(requests.get(path)).statusCode())
                        .as(service + path)
                        .isEqualTo(401);
                assertThat(send(requests.get(path), Right.READ).statusCode())
                        .as(service + path)
                        .isEqualTo(403);
                assertThat(send(requests.get(path), Right.OPERATE).statusCode())
                        .as(service + path)
                        .isEqualTo(200);
            }
            assertThat(plain(requests.get("/internal/ownership")).statusCode()).isEqualTo(401);
            assertThat(send(requests.get("/internal/ownership"), Right.OPERATE).statusCode())
                    .isEqualTo(401);
            assertThat(plain(requests.get("/readyz")).statusCode()).isEqualTo(200);
        }
        for (String path : List.of(
                "/",
                "/index.html",
                "/page/page.js",
                "/page/settings.json",
                "/docs/topics",
                "/swagger-ui/index.html",
                "/openapi.json")) {
            for (URI server :
                    List.of(sluice.url(), services.probe("results-api").url())) {
                assertThat(plain(new ApiRequests(server).get(path)).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void shouldNotHaveSecretsInLogsOrMetrics() throws Exception {
        shouldServeAClientWithTheRights();
        StringBuilder all = new StringBuilder();
        HttpResponse<String> signedIn = signIn(services.probe("ingest-gateway").url());
        String token = cookie(signedIn).replaceFirst("^[^=]*=", "");
        for (String service : List.of("ingest-gateway", "row-splitter", "aggregator", "results-api")) {
            all.append(Files.readString(services.process(service).log()));
            all.append(send(new ApiRequests(services.probe(service).url()).get("/metrics"), Right.OPERATE)
                    .body());
            all.append(send(new ApiRequests(services.probe(service).url()).get("/health"), Right.OPERATE)
                    .body());
        }
        assertThat(all).contains("by read from 127.0.0.1", "by delete from 127.0.0.1", "sluice_access_refused_total");
        assertThat(all)
                .contains("POST /session by eva from 127.0.0.1", "sluice_access_sign_ins_total")
                .doesNotContain(PASSWORD, token, token.substring(token.lastIndexOf(':') + 1), "bcrypt");
        Stream.concat(SECRETS.values().stream(), Stream.of(INTERNAL_KEY, SESSION_KEY))
                .forEach(secret -> assertThat(all).doesNotContain(secret, KeySecret.sha256Hex(secret)));
    }

    @Test
    void shouldNotStartBeyondLoopbackWithoutKeys() throws Exception {
        assertThat(refusal("open-without-keys", Map.of("SERVER_ADDRESS", "0.0.0.0")))
                .contains("server.address", "sluice.access.keys-file", "sluice.access.mode=open");
        assertThat(refusal(
                        "plain-keys", Map.of("SERVER_ADDRESS", "0.0.0.0", "SLUICE_ACCESS_KEYS_FILE", keys.toString())))
                .contains("sluice.access.behind-proxy=true", "sluice.access.internal-key");
        Path faulty = Files.writeString(directory.resolve("faulty.json"), "{\n\"key\": []}", UTF_8);
        assertThat(refusal("faulty-keys", Map.of("SLUICE_ACCESS_KEYS_FILE", faulty.toString())))
                .contains("line 2: expected the property");
        assertThat(refusal(
                        "people-without-a-key",
                        Map.of("SLUICE_ACCESS_USERS_FILE", users.path().toString())))
                .contains("sluice.access.session-key", "sluice.access.internal-key");
    }

    /** The log of a service that doesn't start. */
    private static String refusal(String name, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SERVER_PORT", Integer.toString(FreePorts.next()));
        all.put("SLUICE_RESULTS_AGGREGATORS", "http://127.0.0.1:1");
        Path log = directory.resolve(name + ".log");
        try (ServiceProcess process = ServiceProcess.service("results-api", all, log)) {
            assertThat(process.awaitExit()).isEqualTo(1);
        }
        return Files.readString(log);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, Right right)
            throws IOException, InterruptedException {
        return plain(request.header("x-api-key", SECRETS.get(right)));
    }

    private static HttpResponse<String> plain(HttpRequest.Builder request) throws IOException, InterruptedException {
        return ApiContract.written().verify(HTTP.send(request.build(), BodyHandlers.ofString()));
    }
}
