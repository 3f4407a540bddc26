package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiRequestsTest {
    private final ApiRequests requests = new ApiRequests(URI.create("http://localhost:8080/sluice/"));

    @Test
    void shouldKeepThePathOfItsBaseWithoutTheSlashAtItsEnd() {
        assertThat(requests.base()).isEqualTo(URI.create("http://localhost:8080/sluice"));
        assertThat(path(requests.readiness())).isEqualTo("/sluice/readyz");
    }

    @Test
    void shouldEncodeUserSuppliedParts() {
        assertThat(path(requests.status("a/b c"))).isEqualTo("/sluice/status/a%2Fb%20c");
        assertThat(path(requests.upload("ü&.csv", Map.of("map.value", "temp c"), BodyPublishers.noBody())))
                .isEqualTo("/sluice/upload?filename=%C3%BC%26.csv&map.value=temp%20c");
        assertThat(path(requests.result("1", "a+b", 10))).isEqualTo("/sluice/results/1?limit=10&cursor=a%2Bb");
    }

    @Test
    void shouldNotChangeAGivenPath() {
        assertThat(path(requests.get("/files?q=a%20b"))).isEqualTo("/sluice/files?q=a%20b");
        assertThat(requests.delete("/files/1").build().method()).isEqualTo("DELETE");
    }

    @Test
    void shouldAskForTheFirstPageWithoutACursor() {
        assertThat(path(requests.files(null, 20))).isEqualTo("/sluice/files?limit=20");
        assertThat(path(requests.rejects("1", null, 20))).isEqualTo("/sluice/results/1/rejects?limit=20");
    }

    @Test
    void shouldSendTheLongPollTimeoutInSeconds() {
        assertThat(path(requests.statusAtEnd("1", Duration.ofMinutes(1)))).isEqualTo("/sluice/status/1?wait=60");
    }

    private static String path(HttpRequest.Builder request) {
        URI uri = request.build().uri();
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
