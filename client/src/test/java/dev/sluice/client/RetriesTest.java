package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.query.FileStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final URI ONE = URI.create("http://one:1");
    private static final URI TWO = URI.create("http://two:2");

    private final Addresses addresses = new Addresses(List.of(ONE, TWO), ClientKey.NONE);
    private StubSluice stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubSluice();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void shouldUseTheAddressesInTurn() throws Exception {
        Retries retries = new Retries(addresses, Duration.ofMinutes(1));
        ApiRequests first = addresses.current();
        assertThat(first.base()).isEqualTo(ONE);

        retries.afterBreak(first, new IOException("reset"));
        assertThat(addresses.current().base()).isEqualTo(TWO);
        // Another thread has seen the same failure later.
        addresses.failed(first);
        assertThat(addresses.current().base()).isEqualTo(TWO);

        retries.afterBreak(addresses.current(), new IOException("reset"));
        assertThat(addresses.current().base()).isEqualTo(ONE);
    }

    @Test
    void shouldStayAtAnAddressThatLimitsItsClients() throws Exception {
        Retries retries = new Retries(addresses, Duration.ofMinutes(1));

        retries.afterRefusal(addresses.current(), Problem.of(429, new byte[0]), 0);

        assertThat(addresses.current().base()).isEqualTo(ONE);
    }

    /** A wrong address is reported at once; one that has answered before may come back. */
    @Test
    void shouldWaitForAServerThatHasAnsweredBefore() throws Exception {
        Retries retries = new Retries(addresses, Duration.ofMinutes(1));
        retries.afterBreak(addresses.current(), new ConnectException());
        assertThatThrownBy(() -> retries.afterBreak(addresses.current(), new ConnectException()))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("no answer from http://two:2: connection refused");

        addresses.reached();
        retries.afterBreak(addresses.current(), new ConnectException());
    }

    @Test
    void shouldGiveUpAtOnceIfTheServerAsksForMorePatienceThanThereIs() {
        Retries retries = new Retries(addresses, Duration.ofMinutes(1));
        assertThatThrownBy(() ->
                        retries.afterRefusal(addresses.current(), Problem.of(429, "quota".getBytes(UTF_8)), 3_600))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("quota");
    }

    @Test
    void shouldAskAnotherServerAtOnceIfOneIsUnavailable() throws Exception {
        try (StubSluice other = new StubSluice()) {
            stub.on("GET /status/1", 503, Map.of("Retry-After", "3600"), "");
            other.on("GET /status/1", 200, Map.of("file_id", "1"));
            SluiceClient client = new SluiceClient(ClientSettings.of(stub.url(), other.url()));

            assertThat(client.status("1").path("file_id").asString()).isEqualTo("1");
            assertThat(client.status("1").path("file_id").asString()).isEqualTo("1");
            assertThat(stub.received()).hasSize(1);
        }
    }

    @Test
    void shouldSendUploadsToOtherAddressesThanQuestions() throws Exception {
        try (StubSluice gateway = new StubSluice()) {
            stub.on("GET /status/1", 200, Map.of("file_id", "1"));
            gateway.on("POST /upload?filename=a.csv", 202, Map.of("file_id", "1"));
            SluiceClient client = new SluiceClient(ClientSettings.of(stub.url()).withGateways(gateway.url()));

            String id = client.upload(
                    Upload.named("a.csv").withIdempotencyKey("mine"), UploadContent.of(new byte[3]), bytes -> {});

            assertThat(client.status(id).path("file_id").asString()).isEqualTo("1");
            assertThat(gateway.received().get(0).idempotencyKey()).isEqualTo("mine");
        }
    }

    @Test
    void shouldSendGzipAsAWhole() throws Exception {
        stub.on("POST /upload?filename=a.csv.gz", 202, Map.of("file_id", "1"));
        SluiceClient client = new SluiceClient(ClientSettings.of(stub.url()).withResumableFrom(0));

        assertThat(client.upload(
                        Upload.named("a.csv.gz"),
                        UploadContent.of(new byte[] {0x1F, (byte) 0x8B, 8}),
                        UploadProgress.NONE))
                .isEqualTo("1");
    }

    @Test
    void shouldSendAsAWholeWhatTheGatewayCanNotResume() throws Exception {
        stub.on("POST /uploads?filename=a.csv&charset=x", 422, Map.of("code", "not-resumable"))
                .on("POST /upload?filename=a.csv&charset=x", 202, Map.of("file_id", "1"));
        SluiceClient client = new SluiceClient(ClientSettings.of(stub.url()).withResumableFrom(0));

        assertThat(client.upload(
                        Upload.named("a.csv").with("charset", "x"), UploadContent.of(new byte[3]), UploadProgress.NONE))
                .isEqualTo("1");
        assertThat(stub.received().get(1).idempotencyKey())
                .isEqualTo(stub.received().get(0).idempotencyKey());
    }

    @Test
    void shouldWaitForTheEndOfAFile() throws Exception {
        stub.on("GET /status/1?wait=1", 200, StubSluice.summary("1", FileStatus.PROCESSING, "a"))
                .on("GET /status/1?wait=1", 200, StubSluice.summary("1", FileStatus.PROCESSED, "a"));
        SluiceClient client = new SluiceClient(ClientSettings.of(stub.url()));
        List<String> told = new ArrayList<>();

        client.awaitEnd("1", status -> told.add(status.status().word()));

        assertThat(told).containsExactly("processing", "processed");
    }
}
