package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileStored;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose files uploads become, and whose uploads are compared. */
class ClientsHttpTest {
    private static RunningGateway gateway;
    private static int files;

    private final ScriptedLog log = gateway.log();
    /** Content that no other test sends. */
    private final String csv = HEADER + "2026-01-01T00:00:00Z,a," + files++ + "\n";

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        log.forget();
    }

    @Test
    void shouldNameTheClientOfAnUpload() throws Exception {
        accepted(upload("lab", false, null));

        assertThat(log.await(FileOpened.class, 1).get(0).client()).isEqualTo("lab");
    }

    @Test
    void shouldNameTheClientOfARecord() throws Exception {
        String reading = "{\"time_stamp\": \"2026-01-01T00:00:00Z\", \"data\": [1]}";
        HttpRequest.Builder request = gateway.request("/ingest").header("Content-Type", "application/json");
        accepted(gateway.send(request.header(RunningGateway.CLIENT, "lab").POST(BodyPublishers.ofString(reading))));

        assertThat(log.await(FileStored.class, 1).get(0).client()).isEqualTo("lab");
        // The splitter may report the file before that event is read.
        assertThat(ChunkHeaders.find(log.chunks().get(0).headers(), ChunkHeaders.CLIENT))
                .isEqualTo("lab");
    }

    @Test
    void shouldNameNoClientWithoutAccessControl() throws Exception {
        accepted(gateway.send(gateway.request("/upload").POST(BodyPublishers.ofString(csv))));

        assertThat(log.await(FileOpened.class, 1).get(0).client()).isEqualTo("anonymous");
    }

    @Test
    void shouldNotTellAClientOfTheSameContentOfAnother() throws Exception {
        String ofLab = accepted(upload("lab", false, null));

        String ofPlant = accepted(upload("plant", false, null));
        String ofAll = accepted(upload("operator", true, null));

        assertThat(ofPlant).isNotEqualTo(ofLab);
        assertThat(firstFile(upload("lab", false, null))).isEqualTo(ofLab);
        assertThat(firstFile(upload("plant", false, null))).isEqualTo(ofPlant);
        assertThat(firstFile(upload("another", true, null))).isEqualTo(ofAll);
    }

    @Test
    void shouldKeepTheIdempotencyKeysOfClientsApart() throws Exception {
        String ofLab = accepted(upload("lab", false, "k" + files));

        assertThat(accepted(upload("plant", false, "k" + files))).isNotEqualTo(ofLab);
        assertThat(accepted(upload("operator", true, "k" + files))).isNotEqualTo(ofLab);
        assertThat(accepted(upload("lab", false, "k" + files))).isEqualTo(ofLab);
    }

    @Test
    void shouldTreatAnOpenUploadOfAnotherAsUnknown() throws Exception {
        String path = header(gateway.send(
                tus("/uploads", "lab").header("Upload-Length", "100").POST(BodyPublishers.noBody())));

        for (String method : List.of("HEAD", "PATCH", "DELETE")) {
            for (String unknown : List.of(path, path.substring(0, path.length() - 4) + "0000")) {
                HttpResponse<String> answer = gateway.send(part(unknown, "plant", method));
                assertThat(answer.statusCode()).as(method + " " + unknown).isEqualTo(404);
                assertThat(answer.body()).contains(method.equals("HEAD") ? "" : "unknown-upload");
            }
        }
        assertThat(gateway.send(part(path, "lab", "HEAD")).statusCode()).isEqualTo(200);
        assertThat(gateway.send(part(path, "operator", "HEAD").header(RunningGateway.ALL_FILES, "true"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpRequest.Builder tus(String path, String client) {
        return gateway.request(path).header("Tus-Resumable", "1.0.0").header(RunningGateway.CLIENT, client);
    }

    private static HttpRequest.Builder part(String path, String client, String method) {
        return tus(path, client)
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .method(method, method.equals("PATCH") ? BodyPublishers.ofString("x") : BodyPublishers.noBody());
    }

    private static String header(HttpResponse<String> created) {
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> upload(String client, boolean allFiles, @Nullable String key) throws Exception {
        HttpRequest.Builder request = gateway.request("/upload?duplicate=refuse")
                .header(RunningGateway.CLIENT, client)
                .POST(BodyPublishers.ofString(csv));
        if (allFiles) {
            request.header(RunningGateway.ALL_FILES, "true");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return gateway.send(request);
    }

    private static String accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return json(response).path("file_id").asString();
    }

    private static String firstFile(HttpResponse<String> response) {
        return refused(response, 409, "duplicate-file").path("first_file_id").asString();
    }
}
