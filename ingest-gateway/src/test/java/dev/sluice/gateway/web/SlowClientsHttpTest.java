package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.HEADER;
import static dev.sluice.gateway.web.RunningGateway.ROW;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that are slow, on purpose or not, and what they do to others. */
class SlowClientsHttpTest {
    /** More than the server has threads. */
    private static final int MANY = 300;

    private final List<Socket> clients = new ArrayList<>();
    private RunningGateway gateway;

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        gateway.close();
    }

    @Test
    void shouldServeUploadsAndHealthDespiteManySlowRequestHeads() throws Exception {
        gateway = new RunningGateway();
        for (int i = 0; i < MANY; i++) {
            send("POST /upload HTTP/1.1\r\nHost: localhost\r\nX-");
        }

        assertOthersAreServed();
    }

    @Test
    void shouldServeUploadsAndHealthDespiteManySlowBodies() throws Exception {
        gateway = new RunningGateway();
        for (int i = 0; i < MANY; i++) {
            clients.add(gateway.unfinishedUpload("", 1_000_000));
            clients.add(gateway.unfinishedUpload("t", 1_000_000));
            clients.add(gateway.unfinished("/ingest", "{", 1_000));
        }

        assertOthersAreServed();
        assertThat(gateway.inProgress("uploads")).isZero();
    }

    @Test
    void shouldServeUploadsAndHealthDespiteManyClientsThatDontRead() throws Exception {
        gateway = new RunningGateway();
        // Of more than a megabyte.
        String questions = "GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3);
        for (int i = 0; i < MANY; i++) {
            send(questions);
        }

        assertOthersAreServed();
    }

    @Test
    void shouldEndAnUploadWithoutFirstBytes() throws Exception {
        gateway = new RunningGateway("--sluice.web.slow-grace=500ms");

        try (Socket client = gateway.unfinishedUpload("timestamp", 1_000_000)) {
            assertThat(statusLine(client)).startsWith("HTTP/1.1 408");
        }
        assertThat(gateway.log().story()).isEmpty();
    }

    @Test
    void shouldEndATooSlowUpload() throws Exception {
        gateway = new RunningGateway("--sluice.web.slow-grace=500ms");

        try (Socket client = gateway.unfinishedUpload(HEADER + ROW.repeat(3_000), 1_000_000)) {
            gateway.log().await(FileOpened.class, 1);

            assertThat(statusLine(client)).startsWith("HTTP/1.1 408");
        }
        assertThat(gateway.log().await(FileAborted.class, 1).get(0).fault().code())
                .isEqualTo("too-slow");
    }

    @Test
    void shouldCloseAConnectionWithoutACompleteRequestHead() throws Exception {
        gateway = new RunningGateway("--sluice.web.slow-grace=500ms");

        Socket client = send("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-");

        assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).doesNotContain(" 200 ");
    }

    @Test
    void shouldRefuseUnexpectedBodies() throws Exception {
        gateway = new RunningGateway();

        refused(
                gateway.send(gateway.request("/livez").method("GET", BodyPublishers.ofString("{}"))),
                400,
                "unexpected-body");
    }

    @Test
    void shouldAddSecurityHeadersToItsOwnErrors() throws Exception {
        gateway = new RunningGateway();

        HttpHeaders headers = gateway.send(gateway.request("/livez").method("GET", BodyPublishers.ofString("{}")))
                .headers();

        assertThat(headers.map())
                .containsKeys(
                        "content-security-policy",
                        "x-content-type-options",
                        "x-frame-options",
                        "referrer-policy",
                        "cross-origin-opener-policy",
                        "cross-origin-resource-policy");
    }

    @Test
    void shouldRespondImmediatelyAndCloseWithAnUnreadBody() throws Exception {
        gateway = new RunningGateway();

        for (String line : List.of("POST /nothing", "POST /livez", "GET /livez")) {
            try (Socket client = send(line + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")) {
                String answer = head(client);
                assertThat(answer).as(line).startsWith("HTTP/1.1 4").contains("Content-Length: ");
                client.getInputStream().readNBytes(contentLength(answer));
                client.getOutputStream().write(new byte[1_000_000]);

                assertThat(client.getInputStream().read()).as(line).isEqualTo(-1);
            }
        }
    }

    @Test
    void shouldRespondToAClientThatSendsTheWholeBodyFirst() throws Exception {
        gateway = new RunningGateway();
        BodyPublisher large = BodyPublishers.ofByteArray(new byte[4_000_000]);

        assertThat(gateway.send(gateway.request("/nothing").POST(large)).statusCode())
                .isEqualTo(404);
        for (int i = 0; i < 2; i++) {
            clients.add(gateway.unfinishedUpload(HEADER + ROW.repeat(3_000), 1_000_000));
        }
        gateway.log().await(FileOpened.class, 2);
        refused(gateway.upload(ROW.repeat(100_000)), 429, "too-many-uploads");
    }

    private void assertOthersAreServed() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.get("/livez").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(uploadOnceThereIsAPlace().statusCode()).isEqualTo(202);
        }
    }

    /** While the server reads what all slow clients have sent at once, it has no place for others. */
    private HttpResponse<String> uploadOnceThereIsAPlace() throws Exception {
        HttpResponse<String> response = gateway.upload(HEADER + ROW);
        while (response.statusCode() == 503) {
            refused(response, 503, "too-many-requests");
            response = gateway.upload(HEADER + ROW);
        }
        return response;
    }

    private Socket send(String text) throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(4 * 1024);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        client.getOutputStream().write(text.getBytes(UTF_8));
        return client;
    }

    /** The status line and the headers of the next answer. */
    private static String head(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as("the answer ends within its head: %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    private static int contentLength(String head) {
        Matcher length = Pattern.compile("Content-Length: ([0-9]+)").matcher(head);
        assertThat(length.find()).isTrue();
        return Integer.parseInt(length.group(1));
    }

    private static String statusLine(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8)).readLine();
    }
}
