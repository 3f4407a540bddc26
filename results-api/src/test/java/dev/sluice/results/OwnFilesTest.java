package dev.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.operations.ClientUse;
import dev.sluice.schemas.operations.ClientUse.Amount;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesWindows;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * A client that may see its own files only, at each operation of the OpenAPI document. An operation that is added is
 * tested if it names a file, and otherwise fails this test until it says here whose files it shows.
 */
class OwnFilesTest {
    /** A file of another client, and the id of none, equally long. */
    private static final String THEIRS = "file-1";

    private static final String NONE = "file-0";
    private static final String MINE = "file-2";

    /** Operations that show files without naming one: each has a test below. */
    private static final Set<String> OF_MANY_FILES = Set.of(
            "GET /files",
            "GET /events",
            "GET /datasets/{name}/series",
            "GET /datasets/{name}/series/{key}",
            "GET /datasets/{name}/windows",
            "GET /measurements",
            "GET /measurements/{measured_at}",
            "GET /measurements/summary");

    /** Operations that show nothing of any file. */
    private static final Set<String> OF_NO_FILE = Set.of(
            "GET /datasets",
            "GET /datasets/{name}",
            "GET /system",
            "GET /session",
            "POST /session",
            "DELETE /session",
            "POST /session/first-operator");

    /** Those of the gateway, which store files and show none. */
    private static final Set<String> OF_THE_GATEWAY =
            Set.of("POST /upload", "POST /ingest", "POST /datasets/proposal", "OPTIONS /uploads", "POST /uploads");

    /** The gateway's, about an upload that isn't complete: ClientsHttpTest looks whose these are. */
    private static final String OPEN_UPLOAD = "/uploads/{id}";

    private static ResultsServer server;
    private static FakeFileQueries files;

    @BeforeAll
    static void start() {
        server = ResultsServer.overFakeWithClients();
        files = server.bean(FakeFileQueries.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fill() {
        files.clear();
        for (Map.Entry<String, String> owned :
                Map.of(MINE, "lab", THEIRS, "plant").entrySet()) {
            FileSummary file = FileSummaries.ofClient(owned.getKey(), owned.getValue());
            files.add(file, List.of("key", "other"));
            files.add(file, new SeriesProfile("key", 1L, List.of(), null, null));
            files.add(new RejectsPage(file, null, null, 1, List.of(), null));
            files.add(new SeriesWindows(file, 0, List.of(), null));
        }
    }

    record Operation(String method, String template) {
        /** The path and query for a file. */
        String of(String fileId) {
            String path = template.replace("{id}", fileId).replaceAll("\\{[a-z_]+}", "key");
            return template.equals("/events") ? path + "?file_id=" + fileId : path;
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    static Stream<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        ContractDocument.OPENAPI
                .json()
                .path("paths")
                .forEachEntry((template, methods) -> methods.forEachEntry(
                        (method, operation) -> all.add(new Operation(method.toUpperCase(Locale.ROOT), template))));
        return all.stream();
    }

    static Stream<Operation> operationsOfAFile() {
        return operations()
                .filter(each -> each.template.contains("{id}") || each.template.equals("/events"))
                .filter(each -> !each.template.equals(OPEN_UPLOAD));
    }

    @Test
    void shouldKnowWhoseFilesEachOperationShows() {
        assertThat(operations()
                        .filter(each -> !each.template.contains("{id}"))
                        .map(Operation::toString)
                        .filter(each -> !OF_MANY_FILES.contains(each)
                                && !OF_NO_FILE.contains(each)
                                && !each.startsWith("GET /schemas")
                                // The right to operate is the right to see what all clients do.
                                && !each.startsWith("GET /operations/")
                                && !OF_THE_GATEWAY.contains(each)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operationsOfAFile")
    void shouldAnswerForAnothersFileAsForNone(Operation operation) throws Exception {
        for (String query : List.of("", "limit=100", "wait=1", "limit=1&raw=true")) {
            for (String[] headers : new String[][] {{}, {"Range", "bytes=0-9"}, {"If-None-Match", "*"}}) {
                HttpResponse<String> theirs = send(operation, THEIRS, query, headers);
                HttpResponse<String> none = send(operation, NONE, query, headers);

                assertThat(theirs.statusCode()).as(theirs.body()).isEqualTo(404);
                assertThat(theirs.body()).contains("unknown-file");
                assertThat(theirs.body().replace(THEIRS, NONE)).isEqualTo(none.body());
                assertThat(headers(theirs)).isEqualTo(headers(none));
            }
        }
    }

    /** Otherwise it could be 404 for another reason. */
    @ParameterizedTest
    @MethodSource("operationsOfAFile")
    void shouldAnswerForAnOwnFile(Operation operation) throws Exception {
        HttpRequest request = request(operation, MINE, "");
        // Events don't end.
        var response = server.send(request, BodyHandlers.ofInputStream());
        response.body().close();
        assertThat(response.statusCode()).isIn(200, 204);
    }

    @Test
    void shouldNotDeleteAnothersFile() throws Exception {
        assertThat(send(new Operation("DELETE", "/files/{id}"), THEIRS, "").statusCode())
                .isEqualTo(404);

        assertThat(server.get("/status/" + THEIRS).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldListOwnFilesOnly() throws Exception {
        files.lack("partition 3");

        JsonNode list = get("/files");

        assertThat(ids(list)).containsExactly(MINE);
        assertThat(list.path("files").path(0).path("client").asString()).isEqualTo("lab");
        assertThat(list.path("partial").asBoolean()).isTrue();
        assertThat(ids(get("/files?q=file-1"))).isEmpty();
        assertThat(ids(get("/files?limit=1"))).containsExactly(MINE);
        assertThat(get("/files?limit=1").has("next_cursor")).isFalse();
        assertThat(ids(Json.MAPPER.readTree(server.get("/files").body()))).containsExactlyInAnyOrder(MINE, THEIRS);
    }

    @Test
    void shouldSendEventsOfOwnFilesOnly() throws Exception {
        // Of all files, of the same query: what is asked for one client must not be sent to another.
        for (String client : List.of("", "lab", "plant", "")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/events"));
            if (!client.isEmpty()) {
                request.header(ResultsServer.CLIENT, client);
            }
            var response = server.send(request.build(), BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String line;
                do {
                    line = lines.readLine();
                } while (!line.startsWith("data:{\"files\""));
                assertThat(line.contains(MINE)).as(client).isEqualTo(!client.equals("plant"));
                assertThat(line.contains(THEIRS)).as(client).isEqualTo(!client.equals("lab"));
            }
        }
    }

    @Test
    void shouldSumUpOwnFilesOnly() throws Exception {
        Instant at = Instant.parse("2026-11-20T10:05:00Z");
        String time = "2026-01-01T00:00:00Z";
        for (String dataset : List.of("sensor-readings", "measurements")) {
            files.add(dataset, over("all", THEIRS, at), over(time, THEIRS, at));
            files.add(dataset, new DatasetTotals(2, 0, 20, 1, 0));
            files.add(FakeFileQueries.ownDataset("lab", dataset), over("own", MINE, at));
            files.add(FakeFileQueries.ownDataset("lab", dataset), new DatasetTotals(1, 0, 3, 0, 0));
        }

        assertThat(get("/datasets/sensor-readings/series").toString())
                .contains("\"own\"")
                .doesNotContain("\"all\"");
        assertThat(get("/datasets/sensor-readings/series/own")
                        .path("latest_file_id")
                        .asString())
                .isEqualTo(MINE);
        assertThat(get("/datasets/sensor-readings/series/all").path("code").asString())
                .isEqualTo("unknown-series");
        assertThat(get("/measurements/" + time).path("code").asString()).isEqualTo("unknown-measurement");
        assertThat(server.get("/measurements/" + time).statusCode()).isEqualTo(200);
        assertThat(get("/measurements/summary").path("checked").asInt()).isEqualTo(3);
        assertThat(get("/datasets/sensor-readings/windows?series=all")
                        .path("windows")
                        .size())
                .isZero();
    }

    @Test
    void shouldShowOperationsPeopleWhatClientsHaveStored() throws Exception {
        Amount amount = new Amount(1, 0, 20, 3, 4);
        files.use(new ClientUse("plant", Instant.EPOCH, Amount.NONE, amount));

        JsonNode use = Json.MAPPER.readTree(server.get("/operations/clients").body());

        assertThat(use.path("clients").path(0).path("client").asString()).isEqualTo("plant");
        assertThat(use.path("clients").path(0).path("last_week").path("bytes").asInt())
                .isEqualTo(20);
        assertThat(use.path("more_clients").asInt()).isZero();
    }

    private static SeriesOverFiles over(String series, String fileId, Instant at) {
        return new SeriesOverFiles(series, 1, fileId, at, FakeFileQueries.statistics(2));
    }

    private static JsonNode get(String path) throws Exception {
        return Json.MAPPER.readTree(
                server.get(path, ResultsServer.CLIENT, "lab").body());
    }

    private static List<String> ids(JsonNode list) {
        return list.path("files")
                .valueStream()
                .map(file -> file.path("file_id").asString())
                .toList();
    }

    private static HttpResponse<String> send(Operation operation, String fileId, String query, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(request(operation, fileId, query), (name, value) -> true);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest request(Operation operation, String fileId, String query) {
        String path = operation.of(fileId);
        return HttpRequest.newBuilder(
                        server.uri(path + (query.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + query)))
                .method(operation.method, BodyPublishers.noBody())
                .header(ResultsServer.CLIENT, "lab")
                .build();
    }

    /** All that an answer says about its file. */
    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        // After a number of requests the server closes the connection.
        headers.remove("connection");
        return headers;
    }
}
