package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.ROW;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol tus 1.0 at {@code /uploads}. */
class ResumableHttpTest {
    private static final String PART = "application/offset+octet-stream";

    private static RunningGateway gateway;

    private final ScriptedLog log = gateway.log();
    private final byte[] csv = (HEADER + ROW.repeat(20_000)).getBytes(UTF_8);

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
    void shouldTellWhatItSupports() throws Exception {
        HttpResponse<String> answer =
                gateway.send(gateway.request("/uploads").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(header(answer, "Tus-Extension"))
                .isEqualTo("creation,creation-with-upload,checksum,expiration,termination");
        assertThat(header(answer, "Tus-Checksum-Algorithm")).contains("sha1");
        assertThat(Long.parseLong(header(answer, "Tus-Max-Size"))).isEqualTo(1L << 40);
    }

    @Test
    void shouldStoreAFileInParts() throws Exception {
        String metadata = "filename " + base64("halle 4.csv") + ",filetype " + base64("text/csv") + ",header "
                + base64("present");
        HttpResponse<String> created = create(csv.length, "Upload-Metadata", metadata);
        String path = header(created, "Location");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(path).matches("/uploads/[0-9a-f-]{36}");
        assertThat(header(created, "Upload-Offset")).isEqualTo("0");
        assertThat(header(created, "Upload-Expires")).endsWith("GMT");
        assertThat(log.story()).as("nothing is stored yet").isEmpty();

        HttpResponse<String> first = patch(path, 0, part(0, 30_000));
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(header(first, "Upload-Offset")).isEqualTo("30000");
        assertThat(header(first, "Tus-Resumable")).isEqualTo("1.0.0");

        HttpResponse<String> head = head(path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Upload-Offset")).isEqualTo("30000");
        assertThat(header(head, "Upload-Length")).isEqualTo(Integer.toString(csv.length));
        assertThat(header(head, "Upload-Metadata")).isEqualTo(metadata);
        assertThat(header(head, "Cache-Control")).isEqualTo("no-store");

        assertThat(patch(path, 30_000, part(30_000, 100_000)).statusCode()).isEqualTo(204);
        HttpResponse<String> last = patch(path, 100_000, part(100_000, csv.length));
        String id = path.replace("/uploads/", "");
        assertThat(last.statusCode()).isEqualTo(204);
        assertThat(header(last, "Sluice-File-Id")).isEqualTo(id);
        assertThat(log.text()).isEqualTo(ROW.repeat(20_000));
        FileClosed closed = log.await(FileClosed.class, 1).get(0);
        assertThat(closed.fileId()).isEqualTo(id);
        assertThat(closed.bytes()).isEqualTo(csv.length);
        assertThat(closed.lines()).isEqualTo(20_001);
        assertThat(header(head(path), "Sluice-File-Id"))
                .as("for a client without the answer")
                .isEqualTo(id);
        assertThat(header(head(path), "Upload-Offset")).isEqualTo(Integer.toString(csv.length));
    }

    @Test
    void shouldTakeTheFirstPartWithTheCreation() throws Exception {
        HttpResponse<String> created = gateway.send(tus("/uploads?filename=a.csv")
                .header("Upload-Length", Integer.toString(csv.length))
                .header("Content-Type", PART)
                .POST(BodyPublishers.ofByteArray(csv)));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Upload-Offset")).isEqualTo(Integer.toString(csv.length));
        assertThat(header(created, "Sluice-File-Id")).isNotEmpty();
    }

    @Test
    void shouldTakeAPatchThatIsSentAsAPost() throws Exception {
        String path = created(csv.length);

        HttpResponse<String> answer = gateway.send(tus(path)
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Upload-Offset", "0")
                .header("Content-Type", PART)
                .POST(BodyPublishers.ofByteArray(csv)));

        assertThat(answer.statusCode()).isEqualTo(204);
        refused(
                gateway.send(
                        tus(path).header("X-HTTP-Method-Override", "DELETE").POST(BodyPublishers.noBody())),
                400,
                "bad-tus-request");
        refused(gateway.send(tus(path).POST(BodyPublishers.noBody())), 400, "bad-tus-request");
    }

    @Test
    void shouldRefuseAnotherOffset() throws Exception {
        String path = created(csv.length);
        patch(path, 0, part(0, 1_000));

        assertThat(refused(patch(path, 0, part(0, 1_000)), 409, "wrong-offset")
                        .get("upload_offset")
                        .asInt())
                .isEqualTo(1_000);
        refused(patch(path, 1_001, part(1_001, 1_002)), 409, "wrong-offset");
        assertThat(header(head(path), "Upload-Offset")).isEqualTo("1000");
    }

    @Test
    void shouldRefuseMoreThanWasAnnounced() throws Exception {
        String path = created(1_000);

        refused(patch(path, 0, part(0, 1_001)), 413, "too-large");

        assertThat(header(head(path), "Upload-Offset")).isEqualTo("0");
    }

    @Test
    void shouldKeepWhatArrivedOfAPartThatBreaksOff() throws Exception {
        String path = created(csv.length);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            String head =
                    "PATCH " + path + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                            + "Content-Type: " + PART + "\r\nContent-Length: " + csv.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(csv, 0, 200_000);
            socket.getOutputStream().flush();
            log.await(FileOpened.class, 1);
        }

        long offset = awaitOffset(path);

        assertThat(offset).isLessThanOrEqualTo(200_000);
        assertThat(patch(path, offset, part((int) offset, csv.length)).statusCode())
                .isEqualTo(204);
        assertThat(log.text()).isEqualTo(ROW.repeat(20_000));
    }

    private long awaitOffset(String path) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < deadline) {
            long offset = Long.parseLong(header(head(path), "Upload-Offset"));
            if (offset > 0) {
                return offset;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nothing was stored of the part");
    }

    @Test
    void shouldGoOnAfterAFailureOfTheBrokers() throws Exception {
        byte[] file = part(0, 300_000);
        String path = created(file.length);
        for (int i = 0; i < 3; i++) {
            log.failNext(log::isChunk, new TimeoutException("no broker"));
        }
        refused(patch(path, 0, file), 503, "log-unavailable");

        assertThat(log.events()).noneMatch(FileAborted.class::isInstance);
        long offset = Long.parseLong(header(head(path), "Upload-Offset"));
        assertThat(patch(path, offset, part((int) offset, file.length)).statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5 MD5", "sha1 SHA-1", "sha256 SHA-256"})
    void shouldCheckAPart(String algorithm) throws Exception {
        String name = algorithm.split(" ")[0];
        byte[] hash = MessageDigest.getInstance(algorithm.split(" ")[1]).digest(part(0, 5_000));
        String checksum = name + " " + Base64.getEncoder().encodeToString(hash);
        String path = created(csv.length);

        refused(patch(path, 0, part(0, 5_001), "Upload-Checksum", checksum), 460, "checksum-mismatch");
        assertThat(header(head(path), "Upload-Offset")).isEqualTo("0");
        assertThat(patch(path, 0, part(0, 5_000), "Upload-Checksum", checksum).statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32 AAAA", "sha1", "sha1 ???", ""})
    void shouldRefuseAnUnknownChecksum(String checksum) throws Exception {
        refused(patch(created(10), 0, part(0, 1), "Upload-Checksum", checksum), 400, "bad-tus-request");
    }

    @Test
    void shouldRefuseALargePartWithAChecksum() throws Exception {
        refused(patch(created(20 << 20), 0, new byte[(8 << 20) + 1], "Upload-Checksum", "sha1 AAAA"), 413, "too-large");
    }

    @Test
    void shouldEndAnUpload() throws Exception {
        String path = created(csv.length);
        patch(path, 0, part(0, 200_000));

        HttpResponse<String> ended = gateway.send(tus(path).DELETE());

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(log.await(FileAborted.class, 1).get(0).fault().code()).isEqualTo("upload-terminated");
        assertThat(head(path).statusCode()).isEqualTo(410);
        refused(patch(path, 200_000, part(200_000, 200_001)), 410, "upload-ended");
        refused(gateway.send(tus(path).DELETE()), 410, "upload-ended");
    }

    @Test
    void shouldNotEndAStoredFile() throws Exception {
        String path = created(csv.length);
        patch(path, 0, csv);

        refused(gateway.send(tus(path).DELETE()), 410, "upload-ended");
    }

    @Test
    void shouldRefuseAFileThatDoesNotFit() throws Exception {
        String path = created(30);

        refused(patch(path, 0, "a,b\n1,2\n".repeat(5).substring(0, 30).getBytes(UTF_8)), 422, "missing-column");

        assertThat(head(path).statusCode()).isEqualTo(410);
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldRefuseTheSameContentAgainWithAStatusThatClientsDontRetry() throws Exception {
        byte[] file = (HEADER + ROW + System.nanoTime() + "\n").getBytes(UTF_8);
        assertThat(patch(created("?duplicate=refuse", file.length), 0, file).statusCode())
                .isEqualTo(204);
        String path = created("?duplicate=refuse", file.length);

        refused(patch(path, 0, file), 422, "duplicate-file");

        assertThat(head(path).statusCode()).isEqualTo(410);
    }

    @Test
    void shouldAnswerARepeatedUploadWithTheFirstFile() throws Exception {
        byte[] file = (HEADER + ROW + System.nanoTime() + "\n").getBytes(UTF_8);
        String key = "key-" + System.nanoTime();
        String first = header(create(file.length, "Idempotency-Key", key), "Location");
        patch(first, 0, file);
        String second = header(create(file.length, "Idempotency-Key", key), "Location");

        HttpResponse<String> answer = patch(second, 0, file);

        assertThat(header(answer, "Sluice-File-Id")).isEqualTo(first.replace("/uploads/", ""));
        assertThat(header(answer, "Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void shouldRefuseWhatDoesNotFollowTheProtocol() throws Exception {
        refused(
                gateway.send(
                        gateway.request("/uploads").header("Upload-Length", "1").POST(BodyPublishers.noBody())),
                412,
                "unsupported-tus-version");
        refused(create(0), 422, "empty-file");
        refused(create((1L << 40) + 1), 413, "too-large");
        refused(gateway.send(tus("/uploads").POST(BodyPublishers.noBody())), 400, "bad-tus-request");
        refused(create(1, "Upload-Defer-Length", "1"), 400, "bad-tus-request");
        refused(create(1, "Upload-Metadata", "filename ?"), 400, "bad-tus-request");
        refused(create(1, "Upload-Metadata", "x".repeat(2_049)), 400, "bad-tus-request");
        refused(create(1, "Upload-Metadata", "colour " + base64("red")), 400, "bad-query");
        refused(create(1, "Upload-Metadata", "filename " + base64("a") + ",filename " + base64("b")), 400, "bad-query");
        refused(create(1, "Upload-Metadata", "filename " + base64("a.csv.gz")), 422, "not-resumable");
        refused(create(1, "Upload-Metadata", "charset " + base64("ISO-2022-JP")), 422, "not-resumable");
        refused(create(1, "Upload-Metadata", "dataset " + base64("none")), 422, "unknown-dataset");
        refused(create(1, "Upload-Metadata", "dry_run " + base64("true")), 400, "bad-query");
        refused(patch("/uploads/none", 0, part(0, 1)), 404, "unknown-upload");
        refused(patch("/uploads/no%20id", 0, part(0, 1)), 404, "unknown-upload");
        String path = created(1_000);
        refused(
                gateway.send(tus(path)
                        .header("Upload-Offset", "0")
                        .header("Content-Type", "text/csv")
                        .method("PATCH", BodyPublishers.ofString("a"))),
                415,
                "unsupported-body");
        refused(
                gateway.send(tus(path)
                        .header("Upload-Offset", "-1")
                        .header("Content-Type", PART)
                        .method("PATCH", BodyPublishers.ofString("a"))),
                400,
                "bad-tus-request");
        assertThat(head("/uploads/none").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRefuseGzipThatIsNotCalledSo() throws Exception {
        refused(patch(created(1_000), 0, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0}), 422, "not-text");
    }

    @Test
    void shouldLetPagesOfTrustedOriginsUpload() throws Exception {
        HttpResponse<String> preflight = gateway.send(gateway.request("/uploads/x")
                .header("Origin", "http://page.example")
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "tus-resumable,upload-offset,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("PATCH");
        // With the cookie of a session.
        assertThat(header(preflight, "Access-Control-Allow-Credentials")).isEqualTo("true");

        HttpResponse<String> created = create(10, "Origin", "http://page.example");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Access-Control-Expose-Headers"))
                .contains("Upload-Offset")
                .contains("Location");
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(csv, from, to);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static HttpRequest.Builder tus(String path) {
        return gateway.request(path).header("Tus-Resumable", "1.0.0");
    }

    private static String created(long length) throws IOException, InterruptedException {
        return created("", length);
    }

    private static String created(String query, long length) throws IOException, InterruptedException {
        return header(
                gateway.send(tus("/uploads" + query)
                        .header("Upload-Length", Long.toString(length))
                        .POST(BodyPublishers.noBody())),
                "Location");
    }

    private static HttpResponse<String> create(long length, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = tus("/uploads").header("Upload-Length", Long.toString(length));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return gateway.send(request.POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<String> head(String path) throws IOException, InterruptedException {
        return gateway.send(tus(path).method("HEAD", BodyPublishers.noBody()));
    }

    private static HttpResponse<String> patch(String path, long offset, byte[] part, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                tus(path).header("Upload-Offset", Long.toString(offset)).header("Content-Type", PART);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return gateway.send(request.method("PATCH", BodyPublishers.ofByteArray(part)));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers()
                .firstValue(name)
                .orElseThrow(() -> new AssertionError(name + " is missing: " + response.statusCode() + " "
                        + response.headers() + " " + response.body()));
    }
}
