package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.client.tls.ServerTrust;
import dev.sluice.testing.tls.TestAuthority;
import dev.sluice.testing.tls.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Servers with TLS: the right one, and each way in which they are the wrong one. */
class TlsTest {
    private static final String HERE = "dns:localhost,ip:127.0.0.1";
    /** A fault that isn't recognized is retried for that long. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path directory;

    private static TestAuthority authority;

    @BeforeAll
    static void createAuthority() throws IOException {
        authority = TestAuthority.create(directory, "authority");
    }

    @Test
    void shouldAskAServerWhoseAuthorityIsTrusted() throws Exception {
        assertThat(ask(authority.issue("server", HERE), ServerTrust.of(authority.certificate())))
                .isEmpty();
    }

    @Test
    void shouldRefuseAnUnknownAuthority() throws Exception {
        TestAuthority other = TestAuthority.create(directory, "other");
        Issued server = authority.issue("server", HERE);

        assertThatThrownBy(() -> ask(server, ServerTrust.of(other.certificate())))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("isn't signed by an authority that this client trusts")
                .hasMessageContaining("--cacert");
        assertThatThrownBy(() -> ask(server, ServerTrust.OF_JVM))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("isn't signed by an authority that this client trusts");
    }

    @Test
    void shouldRefuseACertificateForAnotherName() throws Exception {
        Issued server = authority.issue("elsewhere", "dns:sluice.example.com");

        assertThatThrownBy(() -> ask(server, ServerTrust.of(authority.certificate())))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("its certificate is for another name");
    }

    @Test
    void shouldRefuseAnExpiredCertificate() throws Exception {
        Issued server = authority.issueExpired("expired", HERE);

        assertThatThrownBy(() -> ask(server, ServerTrust.of(authority.certificate())))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("its certificate has expired (NotAfter: ");
    }

    @Test
    void shouldSayThatAServerDoesNotSpeakTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInPlainText(plain));
            server.start();
            URI url = URI.create("https://localhost:" + plain.getLocalPort());
            assertThatThrownBy(() -> new SluiceClient(url, PATIENCE).status("1"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("it doesn't speak TLS at that port; try http://");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAFileOfAuthorities() throws IOException {
        Path missing = directory.resolve("missing.crt");
        Path empty = Files.createFile(directory.resolve("empty.crt"));
        Path text = Files.writeString(directory.resolve("text.crt"), "no certificate", UTF_8);

        assertThatThrownBy(() -> ServerTrust.of(missing)).hasMessage(missing + " can't be read");
        assertThatThrownBy(() -> ServerTrust.of(empty))
                .hasMessageStartingWith(empty + ": expected certificates as PEM");
        assertThatThrownBy(() -> ServerTrust.of(text)).hasMessageStartingWith(text + ": expected certificates as PEM");
    }

    /** As a web server does: once the client has sent something. Ends when the server is closed. */
    private static void answerInPlainText(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                if (client.getInputStream().read(new byte[16 * 1024]) > 0) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                }
            } catch (IOException clientOrServerIsGone) {
                continue;
            }
        }
    }

    private static JsonNode ask(Issued certificate, ServerTrust trust) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.open(), certificate.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("https://localhost:" + server.getAddress().getPort());
            return new SluiceClient(
                            ClientSettings.of(url).withPatience(PATIENCE).withTrust(trust))
                    .status("1");
        } finally {
            server.stop(0);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
