package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawClientTest {
    @Test
    void shouldReturnATemporaryErrorWithoutRetry() throws Exception {
        try (StubSluice stub = new StubSluice()) {
            stub.on("GET /status/1", 503, Map.of("Retry-After", "0"), "starting");

            HttpResponse<String> response = new RawClient(Duration.ofSeconds(10))
                    .send(new ApiRequests(stub.url()).status("1").build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("starting");
            assertThat(stub.received()).hasSize(1);
        }
    }
}
