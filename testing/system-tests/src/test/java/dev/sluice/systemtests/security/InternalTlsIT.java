package dev.sluice.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.client.ClientKey;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.tls.ServerTrust;
import dev.sluice.runtime.http.Right;
import dev.sluice.standalone.EmbeddedBroker;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.testing.tls.TestAuthority;
import dev.sluice.testing.tls.TestAuthority.Issued;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An aggregator and results-api as processes that know each other by certificates, without an internal key, as
 * docs/how-to/secure-http.md sets them up.
 */
class InternalTlsIT {
    private static final String HERE = "dns:localhost,ip:127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final String SECRET = KeySecret.generate();

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static EmbeddedBroker broker;
    private static ServiceProcess aggregator;
    private static ServiceProcess results;
    private static URI aggregatorUrl;
    private static URI resultsUrl;
    private static Issued service;

    @BeforeAll
    static void start() throws Exception {
        // Apart from the logs: each change in the directory of a watched file postpones its reading.
        Path certificates = Files.createDirectory(directory.resolve("certificates"));
        authority = TestAuthority.create(certificates, "authority");
        Issued server = authority.issue("server", HERE);
        service = authority.issue("service", "dns:results-api.internal,dns:localhost");
        Path keys = directory.resolve("keys.json");
        new KeysFile(keys)
                .write(List.of(new ApiKey(
                        "all",
                        KeySecret.sha256Hex(SECRET),
                        Set.of(Right.values()),
                        true,
                        Quota.UNLIMITED,
                        Instant.EPOCH)));
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        int port = FreePorts.next();
        aggregatorUrl = URI.create("https://localhost:" + port);
        Map<String, String> environment = bundle("HTTP", server);
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_SSL_BUNDLE", "http");
        environment.put("SERVER_SSL_CLIENT_AUTH", "want");
        environment.put("SLUICE_ACCESS_KEYS_FILE", keys.toString());
        environment.put("SLUICE_ACCESS_INTERNAL_NAMES", "other.internal, Results-API.internal");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("SLUICE_AGGREGATOR_ADVERTISED_URL", aggregatorUrl.toString());
        environment.put(
                "SLUICE_AGGREGATOR_STATE_DIR", directory.resolve("state").toString());
        aggregator = ServiceProcess.service("aggregator", environment, directory.resolve("aggregator.log"));

        int resultsPort = FreePorts.next();
        resultsUrl = URI.create("https://localhost:" + resultsPort);
        Map<String, String> asking = bundle("HTTP", server);
        asking.putAll(bundle("INTERNAL", service));
        asking.put("SPRING_SSL_BUNDLE_PEM_INTERNAL_RELOAD_ON_UPDATE", "true");
        asking.put("SPRING_SSL_BUNDLE_WATCH_FILE_QUIET_PERIOD", "200ms");
        asking.put("SERVER_PORT", Integer.toString(resultsPort));
        asking.put("SERVER_SSL_BUNDLE", "http");
        asking.put("SLUICE_ACCESS_KEYS_FILE", keys.toString());
        asking.put("SLUICE_ACCESS_INTERNAL_BUNDLE", "internal");
        asking.put("SLUICE_RESULTS_AGGREGATORS", aggregatorUrl.toString());
        results = ServiceProcess.service("results-api", asking, directory.resolve("results-api.log"));
        awaitReady(aggregatorUrl, aggregator);
        awaitReady(resultsUrl, results);
    }

    @AfterAll
    static void stop() {
        results.close();
        aggregator.close();
        broker.close();
    }

    private static Map<String, String> bundle(String name, Issued issued) {
        String prefix = "SPRING_SSL_BUNDLE_PEM_" + name + "_";
        return new HashMap<>(Map.of(
                prefix + "KEYSTORE_CERTIFICATE", issued.certificate().toString(),
                prefix + "KEYSTORE_PRIVATE_KEY", issued.key().toString(),
                prefix + "TRUSTSTORE_CERTIFICATE", authority.certificate().toString()));
    }

    private static SluiceClient client(URI url) throws IOException {
        return new SluiceClient(ClientSettings.of(url)
                .withPatience(PATIENCE)
                .withKey(ClientKey.of(SECRET))
                .withTrust(ServerTrust.of(authority.certificate())));
    }

    private static void awaitReady(URI url, ServiceProcess process) throws Exception {
        while (true) {
            try {
                client(url).awaitReady();
                return;
            } catch (UnavailableException notListening) {
                assertThat(process.isAlive())
                        .as("%s", Files.readString(process.log()))
                        .isTrue();
                LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
            }
        }
    }

    @Test
    void shouldAnswerByCertificatesAlone() throws Exception {
        assertThat(client(resultsUrl).files(1)).isNotEmpty();
    }

    @Test
    void shouldLetInTheNamedCertificateAlone() throws Exception {
        assertThat(internal(service, null)).isEqualTo(200);

        assertThat(internal(null, null)).as("no certificate").isEqualTo(401);
        assertThat(internal(authority.issue("stranger", "dns:gateway.internal"), null))
                .as("another name")
                .isEqualTo(401);
        assertThat(internal(authority.issue("wildcard", "dns:x.results-api.internal"), null))
                .as("a name below")
                .isEqualTo(401);
        assertThat(internal(service, "a-key-that-nothing-knows-of-32-characters"))
                .as("with a wrong key")
                .isEqualTo(401);
        // These don't get beyond the handshake.
        TestAuthority foreign = TestAuthority.create(directory, "foreign");
        Issued same = foreign.issue("same", "dns:results-api.internal");
        assertThatThrownBy(() -> internal(same, null)).as("another authority").isInstanceOf(SSLException.class);
        Issued expired = authority.issueExpired("expired", "dns:results-api.internal");
        assertThatThrownBy(() -> internal(expired, null)).as("expired").isInstanceOf(SSLException.class);
    }

    /** It isn't a client's key. */
    @Test
    void shouldNotLetTheCertificateDoWhatClientsDo() throws Exception {
        assertThat(status("/metrics", service, null)).isEqualTo(401);
    }

    /** The certificate of another service isn't let in; with the right one it is again. */
    @Test
    void shouldPresentARenewedCertificateWithoutARestart() throws Exception {
        Issued wrong = authority.issue("wrong", "dns:gateway.internal");
        Path key = Files.copy(service.key(), directory.resolve("kept.key"));
        Path certificate = Files.copy(service.certificate(), directory.resolve("kept.crt"));
        replace(service.key(), wrong.key());
        replace(service.certificate(), wrong.certificate());
        awaitStatus(503);

        replace(service.key(), key);
        replace(service.certificate(), certificate);
        awaitStatus(200);
    }

    private static void awaitStatus(int wanted) throws Exception {
        HttpClient http = http(null);
        HttpRequest request =
                HttpRequest.newBuilder(resultsUrl.resolve("/readyz")).build();
        while (http.send(request, BodyHandlers.discarding()).statusCode() != wanted) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        Path copy = Files.copy(by, file.resolveSibling(file.getFileName() + ".new"));
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int internal(@Nullable Issued client, @Nullable String key) throws Exception {
        return status("/internal/ownership", client, key);
    }

    private static int status(String path, @Nullable Issued client, @Nullable String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(aggregatorUrl.resolve(path));
        if (key != null) {
            request.header("x-internal-key", key);
        }
        return http(client).send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static HttpClient http(@Nullable Issued client) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority.certificate())) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        if (client != null) {
            keys.init(client.open(), client.password());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                client == null ? null : new KeyManager[] {new Presenting((X509KeyManager) keys.getKeyManagers()[0])},
                trust.getTrustManagers(),
                null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }

    /** Presents its certificate whichever authorities the server names; Java's keeps back what would be refused. */
    private static final class Presenting extends X509ExtendedKeyManager {
        private static final String ALIAS = "own";

        private final X509KeyManager keys;

        Presenting(X509KeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return "";
        }
    }
}
