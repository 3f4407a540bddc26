package dev.sluice.systemtests.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.client.ClientKey;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.RawClient;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.Upload;
import dev.sluice.client.tls.ServerTrust;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.testing.tls.TestAuthority;
import dev.sluice.testing.tls.TestAuthority.Issued;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Sluice that speaks TLS on all addresses, with keys, as docs/how-to/secure-http.md sets it up. */
class TlsIT {
    private static final String HERE = "dns:localhost,ip:127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final String SECRET = KeySecret.generate();

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static Path certificate;
    private static Path key;
    private static Sluice sluice;

    @BeforeAll
    static void start() throws Exception {
        authority = TestAuthority.create(directory, "authority");
        Issued first = authority.issue("first", HERE);
        certificate = Files.copy(first.certificate(), directory.resolve("server.crt"));
        key = Files.copy(first.key(), directory.resolve("server.key"));
        Path keys = directory.resolve("keys.json");
        new KeysFile(keys)
                .write(List.of(new ApiKey(
                        "all",
                        KeySecret.sha256Hex(SECRET),
                        Set.of(Right.values()),
                        true,
                        Quota.UNLIMITED,
                        Instant.EPOCH)));
        sluice = Sluice.start(
                directory.resolve("data"),
                0,
                0,
                Map.ofEntries(
                        Map.entry("server.address", "0.0.0.0"),
                        Map.entry("server.ssl.bundle", "http"),
                        Map.entry("spring.ssl.bundle.pem.http.keystore.certificate", certificate.toString()),
                        Map.entry("spring.ssl.bundle.pem.http.keystore.private-key", key.toString()),
                        Map.entry("spring.ssl.bundle.watch.file.quiet-period", "200ms"),
                        Map.entry("spring.ssl.bundle.pem.http.keystore.verify-keys", "true"),
                        Map.entry("spring.ssl.bundle.pem.http.reload-on-update", "true"),
                        Map.entry("sluice.web.slow-grace", "1s"),
                        Map.entry("sluice.access.keys-file", keys.toString())));
        client().awaitReady();
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    private static SluiceClient client() throws IOException {
        return new SluiceClient(settings().withKey(ClientKey.of(SECRET)));
    }

    private static ClientSettings settings() throws IOException {
        return ClientSettings.of(sluice.url())
                .withPatience(PATIENCE)
                .withTrust(ServerTrust.of(authority.certificate()));
    }

    @Test
    void shouldServeCurl() throws Exception {
        Programs.require("curl");
        Path csv =
                Files.writeString(directory.resolve("a.csv"), "timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1\n");

        String accepted =
                curl("-w", " HTTP %{http_version} %{http_code}", "-F", "file=@" + csv, sluice.url() + "/upload");
        assertThat(accepted).endsWith("HTTP 1.1 202");
        String id = accepted.replaceFirst("(?s).*\"file_id\":\"([^\"]*)\".*", "$1");
        assertThat(curl(
                        "--retry",
                        "600",
                        "--retry-delay",
                        "1",
                        "--retry-all-errors",
                        sluice.url() + "/results/" + id + ".csv"))
                .contains("\na,1,");
    }

    /** Larger than all buffers on the way, in both directions. */
    @Test
    void shouldTransferLargeFiles() throws Exception {
        StringBuilder csv = new StringBuilder("timestamp,sensor_id,value\n");
        for (int i = 0; i < 100_000; i++) {
            csv.append("2026-01-01T00:00:00Z,sensor-")
                    .append(i % 50_000)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        Path file = Files.writeString(directory.resolve("large.csv"), csv);

        String id = client().upload(Upload.named("large.csv"), file);
        assertThat(client().awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        StringWriter result = new StringWriter();
        client().copyResultCsv(id, result);
        assertThat(result.toString().lines()).hasSize(50_001);
    }

    @Test
    void shouldSpeakTls12AndLaterOnly() throws Exception {
        Programs.require("openssl");
        assertThat(handshake("-tls1_2")).contains("Cipher is ECDHE");
        assertThat(handshake("-tls1_3")).contains("Cipher is TLS_");
        assertThat(handshake("-tls1_1")).contains("alert protocol version");
        assertThat(handshake("-tls1")).contains("alert protocol version");
    }

    @Test
    void shouldSayThatItWantsTls() throws Exception {
        URI plain = URI.create("http" + sluice.url().toString().substring("https".length()));
        HttpResponse<String> answer = new RawClient(PATIENCE)
                .send(HttpRequest.newBuilder(plain.resolve("/livez")).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("requires TLS");
        assertThatThrownBy(() -> new SluiceClient(plain, PATIENCE).status("1"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.problem().inWords()).contains("requires TLS"));
    }

    @Test
    void shouldNeedAKeyOverTlsAsWell() throws Exception {
        assertThatThrownBy(() -> new SluiceClient(settings()).files(1))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(401));
    }

    @Test
    void shouldEndASlowHead() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write("GET /livez HT".getBytes(UTF_8));
            socket.getOutputStream().flush();
            // Returns at the end of the connection.
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void shouldUseARenewedCertificateWithoutARestart() throws Exception {
        Certificate before = served();

        // A certificate without its key, and one that is none, are as if they weren't there.
        try (LoggedErrors errors = new LoggedErrors("org.springframework.boot.autoconfigure.ssl.FileWatcher")) {
            replace(certificate, authority.issue("half-renewed", HERE).certificate());
            errors.await(1);
            assertThat(served()).isEqualTo(before);
            Files.writeString(certificate, "no certificate");
            errors.await(2);
            assertThat(served()).isEqualTo(before);
        }

        Issued renewed = authority.issue("renewed", HERE);
        replace(key, renewed.key());
        replace(certificate, renewed.certificate());
        while (!subject(served()).equals("CN=renewed")) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        Path copy = Files.copy(by, file.resolveSibling(file.getFileName() + ".new"));
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Certificate served() throws Exception {
        try (SSLSocket socket = connect()) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String subject(Certificate certificate) {
        return certificate instanceof X509Certificate x509
                ? x509.getSubjectX500Principal().getName()
                : "";
    }

    private static SSLSocket connect() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority.certificate())) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket("localhost", sluice.url().getPort());
        socket.startHandshake();
        return socket;
    }

    private static String curl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("curl", "-fsS", "--cacert", authority.certificate().toString(), "-H", "x-api-key: " + SECRET));
        command.addAll(List.of(arguments));
        return Programs.run("", command);
    }

    /** What OpenSSL tells of a handshake with that version, which may fail. */
    private static String handshake(String version) throws IOException {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-connect",
                        "localhost:" + sluice.url().getPort(),
                        version,
                        // Without this it doesn't offer old versions itself.
                        "-cipher",
                        "DEFAULT@SECLEVEL=0")
                .redirectErrorStream(true)
                .start();
        openssl.getOutputStream().close();
        return new String(openssl.getInputStream().readAllBytes(), UTF_8);
    }
}
