package dev.sluice.systemtests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Asks a Prometheus over its HTTP API. */
final class PrometheusProbe {
    private static final long BETWEEN_QUESTIONS = 500_000_000;

    private final RawClient http = new RawClient(Duration.ofMinutes(1));
    private final ApiRequests requests;

    PrometheusProbe(URI url) {
        this.requests = new ApiRequests(url);
    }

    /** Waits until a query has at least so many results. */
    void await(String query, int results) {
        while (data("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8))
                        .path("result")
                        .size()
                < results) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS);
        }
    }

    /** Waits until an alert fires. */
    void awaitAlert(String name) {
        while (!firing().contains(name)) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS);
        }
    }

    /** The names of the alerts that fire. */
    Set<String> firing() {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : data("/api/v1/alerts").path("alerts")) {
            if (alert.path("state").asString().equals("firing")) {
                names.add(alert.at("/labels/alertname").asString());
            }
        }
        return names;
    }

    private JsonNode data(String path) {
        try {
            HttpResponse<String> response = http.send(requests.get(path).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return Json.MAPPER.readTree(response.body()).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
