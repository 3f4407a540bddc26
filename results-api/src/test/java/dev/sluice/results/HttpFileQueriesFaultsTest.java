package dev.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileSummary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong on the way to an aggregator, nobody may take it for "there is no such file". */
class HttpFileQueriesFaultsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final FileSummary FILE = FileSummaries.partial("f");

    @Test
    void shouldBeUnavailableWhenTheConnectionIsRefused() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertUnavailable(ask(nobody, LONG), "the aggregator at " + nobody + " can't be reached");
    }

    @Test
    void shouldBeUnavailableWhenTheHostIsUnknown() {
        assertUnavailable(ask(URI.create("http://aggregator.invalid:8082"), LONG), "can't be reached");
    }

    @Test
    void shouldBeUnavailableWhenNoResponseComesInTime() throws IOException {
        try (RawServer silent = RawServer.stallingAfter("")) {
            assertUnavailable(ask(silent.url(), SHORT), "did not answer within 300 ms");
        }
    }

    @Test
    void shouldBeUnavailableWhenABodyStalls() throws IOException {
        try (RawServer stalling = RawServer.stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")) {
            assertUnavailable(ask(stalling.url(), SHORT), "did not answer within 300 ms");
        }
    }

    @Test
    void shouldBeUnavailableWhenABodyBreaksOff() throws IOException {
        try (RawServer breaking = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")) {
            assertUnavailable(ask(breaking.url(), LONG), "can't be reached");
        }
    }

    @Test
    void shouldTryOnceMoreWhenTheConnectionBreaksBeforeTheResponse() throws IOException {
        String found = RawServer.response("200 OK", Json.MAPPER.writeValueAsString(FILE));
        try (RawServer breaking = RawServer.answering(RawServer.HANG_UP, found)) {
            assertThat(ask(breaking.url(), LONG)).isEqualTo(new Answer.Found<>(FILE));
        }
    }

    @Test
    void shouldTryOnlyOnceMore() throws IOException {
        try (RawServer breaking = RawServer.answering(RawServer.HANG_UP)) {
            assertUnavailable(ask(breaking.url(), LONG), "can't be reached");
            assertThat(breaking.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"file_id\":", "<html>It works!</html>", "{\"status\":\"strange\"}"})
    void shouldBeUnavailableWhenA200IsNoSummary(String body) throws IOException {
        try (RawServer garbling = RawServer.answering(RawServer.response("200 OK", body))) {
            assertUnavailable(ask(garbling.url(), LONG), "expected a FileSummary from the aggregator");
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
    void shouldNotTakeAProxysNotFoundForAMiss(String body) throws IOException {
        try (RawServer proxy = RawServer.answering(RawServer.response("404 Not Found", body))) {
            assertUnavailable(ask(proxy.url(), LONG), "the aggregator answered with the status 404");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"202 Accepted", "301 Moved", "400 Bad Request", "429 Slow", "500 Oops", "502 Bad Gateway"})
    void shouldBeUnavailableForAnyOtherStatus(String status) throws IOException {
        try (RawServer server = RawServer.answering(RawServer.response(status, "{\"code\":\"unknown-file\"}"))) {
            assertUnavailable(ask(server.url(), LONG), "the aggregator answered with the status");
        }
    }

    @ParameterizedTest
    @CsvSource({"7,7", "0,0", "'',1", "-1,1", "soon,1", "'Fri, 20 Nov 2026 10:00:00 GMT',1", "99999999999999999999,1"})
    void shouldPassOnWhenToAskAgain(String header, long seconds) throws IOException {
        String response = RawServer.response(
                "503 Unavailable\r\nRetry-After: " + header, "{\"code\":\"unavailable\",\"detail\":\"rebalancing\"}");
        try (RawServer server = RawServer.answering(response)) {
            assertThat(ask(server.url(), LONG))
                    .isEqualTo(new Answer.Unavailable<>("rebalancing", Duration.ofSeconds(seconds)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-file", "unknown-series"})
    void shouldTakeTheWordOfAnAggregatorForAMiss(String code) throws IOException {
        String response = RawServer.response("404 Not Found", "{\"code\":\"" + code + "\"}");
        try (RawServer server = RawServer.answering(response)) {
            assertThat(ask(server.url(), LONG)).isEqualTo(new Answer.Missing<>());
        }
    }

    private static Answer<FileSummary> ask(URI aggregator, Duration timeout) {
        return new HttpFileQueries(new ResultsProperties(Datasets.shipped(), aggregator, LONG, timeout, List.of()))
                .file("f");
    }

    private static void assertUnavailable(Answer<FileSummary> answer, String reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(Answer.Unavailable.class, unavailable -> assertThat(unavailable.reason())
                        .contains(reason));
    }
}
