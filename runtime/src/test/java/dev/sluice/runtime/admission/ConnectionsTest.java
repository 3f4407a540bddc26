package dev.sluice.runtime.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A server with few connections, and clients with many idle ones. */
class ConnectionsTest {
    private static final int MOST = TestServer.CONNECTIONS;
    private static final int FLOOD = 200;
    private static final int BODY = 100_000;

    private static ConfigurableApplicationContext server;
    private static int port;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Socket> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = TestServer.start("1h");
        port = TestServer.port(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Until the server has noticed, it closes new connections for those of the test before. */
    @AfterEach
    void closeAll() throws IOException {
        for (Socket each : open) {
            each.close();
        }
        await(() -> TestServer.connections(server) <= MOST / 2);
    }

    private enum Kind {
        IDLE(""),
        HEADS("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
        BODIES(post("the first")),
        UNREAD("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(40));

        private final String start;

        Kind(String start) {
            this.start = start;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerOthersDespiteManyWaitingConnections(Kind kind) throws IOException, InterruptedException {
        for (int i = 0; i < FLOOD; i++) {
            open(kind.start);
        }

        for (int i = 0; i < 3; i++) {
            // A new connection each time: one that waits for a second request is among those that are closed.
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/livez"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNotCloseABusyConnection() throws IOException {
        TestServer uploads = server.getBean(TestServer.class);
        int begun = uploads.begunBodies();
        Socket upload = open(post("x".repeat(BODY / 2)));
        await(() -> uploads.begunBodies() > begun);
        double before = closed();
        for (int i = 0; i < FLOOD; i++) {
            open(Kind.BODIES.start);
        }
        await(() -> closed() >= before + FLOOD - MOST);

        upload.getOutputStream().write("x".repeat(BODY / 2).getBytes(US_ASCII));

        assertThat(line(upload.getInputStream())).startsWith("HTTP/1.1 200");
    }

    @Test
    void shouldServeMetricsDespiteManyUnreadLargeResponses() throws IOException, InterruptedException {
        for (int i = 0; i < 40; i++) {
            open("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(40));
        }
        LargeAnswers answers = server.getBean(LargeAnswers.class);
        await(() -> answers.taken() >= answers.max());

        HttpResponse<String> metrics = askForMetrics();

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).isEqualTo(TestServer.LARGE);
    }

    @Test
    void shouldServeMetricsCompletelyOrRefuseThemDespiteUnreadMetrics() throws IOException, InterruptedException {
        for (int i = 0; i < 45; i++) {
            open("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(40));
        }
        HttpResponse<String> metrics = askForMetrics();
        while (metrics.statusCode() == 503) {
            assertThat(metrics.body()).contains("too-many-large-answers");
            LockSupport.parkNanos(10_000_000);
            metrics = askForMetrics();
        }
        assertThat(metrics.body()).isEqualTo(TestServer.LARGE);
    }

    private static HttpResponse<String> askForMetrics() throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldSendACompleteResponseToASlowReader() throws IOException {
        Socket reader = new Socket();
        reader.setReceiveBufferSize(4 * 1024);
        open.add(reader);
        reader.connect(new InetSocketAddress("127.0.0.1", port));
        reader.getOutputStream()
                .write("GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));

        String answer = new String(reader.getInputStream().readAllBytes(), US_ASCII);

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + TestServer.PAGE);
    }

    private static String post(String start) {
        return "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: " + BODY
                + "\r\n\r\n" + start;
    }

    private static double closed() {
        return server.getBean(MeterRegistry.class)
                .counter("sluice.web.refused", "code", "too-many-connections")
                .count();
    }

    private Socket open(String start) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        open.add(socket);
        try {
            socket.getOutputStream().write(start.getBytes(US_ASCII));
        } catch (IOException e) {
            // It was closed already.
        }
        return socket;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String line(InputStream in) {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
                line.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }
}
