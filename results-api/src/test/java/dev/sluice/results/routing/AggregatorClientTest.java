package dev.sluice.results.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileSummary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No failure of a request to an aggregator may be reported as "there is no such file". */
class AggregatorClientTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final FileSummary FILE = FileSummaries.partial("f");
    private static final AggregatorRequest<FileSummary> QUESTION =
            new AggregatorRequest<>("/files/f", "", FileSummary.class);

    @Test
    void shouldBeUnreachableWhenTheConnectionIsRefused() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertUnreachable(ask(closed, LONG), "the aggregator at " + closed + " can't be reached");
    }

    @Test
    void shouldBeUnreachableWhenTheHostIsUnknown() {
        assertUnreachable(ask(URI.create("http://aggregator.invalid:8082"), LONG), "can't be reached");
    }

    @Test
    void shouldBeUnreachableAfterAResponseTimeout() throws IOException {
        try (RawServer silent = RawServer.stallingAfter("")) {
            assertUnreachable(ask(silent.url(), SHORT), "did not answer within 300 ms");
        }
    }

    @Test
    void shouldBeUnreachableWhenABodyStalls() throws IOException {
        try (RawServer stalling = RawServer.stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")) {
            assertUnreachable(ask(stalling.url(), SHORT), "did not answer within 300 ms");
        }
    }

    @Test
    void shouldBeUnreachableWhenABodyIsTruncated() throws IOException {
        try (RawServer breaking = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")) {
            assertUnreachable(ask(breaking.url(), LONG), "can't be reached");
        }
    }

    @Test
    void shouldRetryOnceWhenTheConnectionBreaksBeforeTheResponse() throws IOException {
        String found = RawServer.response("200 OK", Json.MAPPER.writeValueAsString(FILE));
        try (RawServer breaking = RawServer.answering(RawServer.HANG_UP, found)) {
            assertThat(ask(breaking.url(), LONG)).isEqualTo(new Reply.Answered<>(new Answer.Found<>(FILE)));
        }
    }

    @Test
    void shouldRetryOnlyOnce() throws IOException {
        try (RawServer breaking = RawServer.answering(RawServer.HANG_UP)) {
            assertUnreachable(ask(breaking.url(), LONG), "can't be reached");
            assertThat(breaking.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"file_id\":", "<html>It works!</html>", "{\"status\":\"strange\"}"})
    void shouldBeUnreachableWhenA200HasNoSummary(String body) throws IOException {
        try (RawServer garbling = RawServer.answering(RawServer.response("200 OK", body))) {
            assertUnreachable(ask(garbling.url(), LONG), "expected a FileSummary from the aggregator");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>404 Not Found</html>",
                "null",
                "{\"status\":404,\"error\":\"Not Found\",\"path\":\"/internal/files/f\"}",
                "{\"code\":\"unknown-path\"}",
                "{\"code\":null}"
            })
    void shouldNotReadA404OfAProxyAsMissing(String body) throws IOException {
        try (RawServer proxy = RawServer.answering(RawServer.response("404 Not Found", body))) {
            assertUnreachable(ask(proxy.url(), LONG), "the aggregator answered with the status 404");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"202 Accepted", "301 Moved", "400 Bad Request", "429 Slow", "500 Oops", "502 Bad Gateway"})
    void shouldBeUnreachableForAnyOtherStatus(String status) throws IOException {
        try (RawServer server = RawServer.answering(RawServer.response(status, "{\"code\":\"unknown-file\"}"))) {
            assertUnreachable(ask(server.url(), LONG), "the aggregator answered with the status");
        }
    }

    @Test
    void shouldDistinguishNotOwnerFromUnavailable() throws IOException {
        String response = RawServer.response("503 Unavailable", "{\"code\":\"not-owner\",\"detail\":\"moved\"}");
        try (RawServer server = RawServer.answering(response)) {
            assertThat(ask(server.url(), LONG)).isEqualTo(new Reply.NotOwner<>("moved"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"code\":\"restarting\"}", "<html>no backend</html>"})
    void shouldNotReadA503OfAProxyAsNotOwner(String body) throws IOException {
        try (RawServer server = RawServer.answering(RawServer.response("503 Unavailable", body))) {
            assertUnreachable(ask(server.url(), LONG), "the aggregator answered with the status 503");
        }
    }

    @ParameterizedTest
    @CsvSource({"7,7", "0,0", "'',1", "-1,1", "soon,1", "'Fri, 20 Nov 2026 10:00:00 GMT',1", "99999999999999999999,1"})
    void shouldForwardRetryAfter(String header, long seconds) throws IOException {
        String response = RawServer.response(
                "503 Unavailable\r\nRetry-After: " + header, "{\"code\":\"unavailable\",\"detail\":\"rebalancing\"}");
        try (RawServer server = RawServer.answering(response)) {
            assertThat(ask(server.url(), LONG))
                    .isEqualTo(
                            new Reply.Answered<>(new Answer.Unavailable<>("rebalancing", Duration.ofSeconds(seconds))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-file", "unknown-series"})
    void shouldReadA404OfAnAggregatorAsMissing(String code) throws IOException {
        String response = RawServer.response("404 Not Found", "{\"code\":\"" + code + "\"}");
        try (RawServer server = RawServer.answering(response)) {
            assertThat(ask(server.url(), LONG)).isEqualTo(new Reply.Answered<>(new Answer.Missing<>()));
        }
    }

    @Test
    void shouldNotWaitForALostInstance() throws IOException {
        try (RawServer silent = RawServer.stallingAfter("")) {
            AggregatorClient client = new AggregatorClient(LONG, "");
            AggregatorInstance instance = new AggregatorInstance(silent.url(), client);
            var reply = client.ask(instance, QUESTION, LONG);

            instance.lost().complete("is gone");

            assertThat(reply.join()).isInstanceOfSatisfying(Reply.Unreachable.class, lost -> assertThat(lost.reason())
                    .isEqualTo("the aggregator at " + silent.url() + " is gone"));
        }
    }

    private static Reply<FileSummary> ask(URI aggregator, Duration timeout) {
        AggregatorClient client = new AggregatorClient(LONG, "");
        return client.ask(new AggregatorInstance(aggregator, client), QUESTION, timeout)
                .join();
    }

    private static void assertUnreachable(Reply<FileSummary> reply, String reason) {
        assertThat(reply)
                .isInstanceOfSatisfying(Reply.Unreachable.class, unreachable -> assertThat(unreachable.reason())
                        .contains(reason));
    }
}
