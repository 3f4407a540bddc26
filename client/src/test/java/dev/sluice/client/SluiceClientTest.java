package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SluiceClientTest {
    private static final Map<String, String> AT_ONCE = Map.of("Retry-After", "0");

    @TempDir
    private Path directory;

    private StubSluice stub;
    private SluiceClient client;

    @BeforeEach
    void start() throws Exception {
        stub = new StubSluice();
        client = new SluiceClient(stub.url(), Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void shouldUploadAFileUnchangedAndReportProgress() throws Exception {
        String text = "timestamp,sensor_id,value\n".repeat(10_000);
        Path file = Files.writeString(directory.resolve("a b+ü&.csv"), text);
        stub.on("POST /upload?filename=a%20b%2B%C3%BC%26.csv", 202, Map.of("file_id", "1"));
        List<Long> told = new ArrayList<>();

        String id = client.upload(Upload.named("a b+ü&.csv"), UploadContent.of(file), told::add);

        assertThat(id).isEqualTo("1");
        assertThat(stub.received().get(0).contentType()).isEqualTo("application/octet-stream");
        assertThat(stub.received().get(0).body()).isEqualTo(text);
        assertThat(told).isSorted().endsWith((long) text.length());
    }

    @Test
    void shouldRetryAfterATemporaryError() throws Exception {
        stub.on("GET /status/1", 503, AT_ONCE, "")
                .on("GET /status/1", 425, AT_ONCE, "")
                .on("GET /status/1", 429, AT_ONCE, "")
                .on("GET /status/1", 200, Map.of("file_id", "1"));
        assertThat(client.status("1").path("file_id").asString()).isEqualTo("1");
        assertThat(stub.received()).hasSize(4);
    }

    @Test
    void shouldResendTheWholeFileAfterATemporaryError() throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), "abc");
        stub.on("POST /upload?filename=a.csv", 503, AT_ONCE, "")
                .on("POST /upload?filename=a.csv", 202, Map.of("file_id", "1"));
        assertThat(client.upload(Upload.named("a.csv"), file)).isEqualTo("1");
        assertThat(stub.received()).extracting(StubSluice.Received::body).containsExactly("abc", "abc");
    }

    /** A first attempt may be stored although its answer is an error. */
    @Test
    void shouldSendTheSameIdempotencyKeyWithEachAttemptAndAnotherWithTheNextUpload() throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), "abc");
        stub.on("POST /upload?filename=a.csv", 503, AT_ONCE, "")
                .on("POST /upload?filename=a.csv", 202, Map.of("file_id", "1"));
        client.upload(Upload.named("a.csv"), file);
        client.upload(Upload.named("a.csv"), file);

        List<String> keys = stub.received().stream()
                .map(StubSluice.Received::idempotencyKey)
                .toList();
        assertThat(keys).hasSize(3).doesNotContainNull();
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    }

    @Test
    void shouldSendAStreamOnceOnly() throws Exception {
        stub.on("POST /upload?filename=a.csv&dataset=d", 503, AT_ONCE, Map.of("title", "Starting"));
        InputStream stream = new ByteArrayInputStream("abc".getBytes(UTF_8));
        List<Long> told = new ArrayList<>();
        assertThatThrownBy(() -> client.uploadOnce(Upload.named("a.csv").with("dataset", "d"), stream, told::add))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("HTTP 503, Starting");
        assertThat(stub.received()).extracting(StubSluice.Received::body).containsExactly("abc");
        assertThat(told).containsExactly(3L);
    }

    @Test
    void shouldAskForADryRun() throws Exception {
        stub.on("POST /upload?filename=a.csv&rows=5&dry_run=true", 503, AT_ONCE, "")
                .on("POST /upload?filename=a.csv&rows=5&dry_run=true", 200, Map.of("valid_rows", 5));
        JsonNode report = client.dryRun(Upload.named("a.csv").with("rows", "5"), "abc".getBytes(UTF_8));
        assertThat(report.path("valid_rows").asInt()).isEqualTo(5);
        assertThat(stub.received()).extracting(StubSluice.Received::body).containsExactly("abc", "abc");
    }

    @Test
    void shouldGiveUpAfterTheTimeoutAndReportTheLastResponse() {
        stub.on("GET /status/1", 503, AT_ONCE, Map.of("title", "Starting", "detail", "no broker", "code", "starting"));
        SluiceClient impatient = new SluiceClient(stub.url(), Duration.ZERO);
        assertThatThrownBy(() -> impatient.status("1"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(stub.url().toString())
                .hasMessageContaining("HTTP 503, Starting: no broker (starting)");
    }

    @Test
    void shouldFailImmediatelyWhenTheConnectionIsRefused() {
        URI nowhere = stub.url();
        stub.close();
        assertThatThrownBy(() -> new SluiceClient(nowhere, Duration.ofDays(1)).status("1"))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("no answer from " + nowhere + ": connection refused");
    }

    @Test
    void shouldReportARefusalWithItsProblem() throws Exception {
        stub.on("GET /status/1", 404, Map.of("title", "Unknown file", "detail", "no file 1", "code", "unknown-file"));
        assertThatThrownBy(() -> client.status("1"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Unknown file: no file 1 (unknown-file)");
    }

    @Test
    void shouldReportARefusalThatIsNoJson() throws Exception {
        stub.on("GET /status/1", 404, "<html>Not here</html>");
        assertThatThrownBy(() -> client.status("1"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("HTTP 404: <html>Not here</html>");
    }

    @Test
    void shouldDetectThatAServerIsNotSluice() {
        stub.on("GET /status/1", 200, "<html>Welcome</html>");
        assertThatThrownBy(() -> client.status("1"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith("the server is not Sluice");
    }

    @Test
    void shouldTakeAUrlWithASlashAtItsEnd() throws Exception {
        stub.on("GET /status/1", 200, Map.of());
        assertThat(new SluiceClient(URI.create(stub.url() + "/"), Duration.ZERO).status("1"))
                .isEmpty();
    }
}
