package dev.sluice.systemtests.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.schemas.message.Json;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A trace that a client began, through all services to a collector. */
@ExtendWith(SharedSluice.class)
class TracingIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CSV = "timestamp,sensor_id,value\n2026-11-01T10:00:00Z,boiler,20.5\n";
    private static final String PREFIX = "traced.";

    private final SluiceProbe sluice;

    TracingIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldFollowAFileFromItsUploadToItsResult(@TempDir Path directory) throws Exception {
        // Protobuf: names and ids stand in it as they are.
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = collector(received);
        try (ServiceInstances services = new ServiceInstances(directory, sluice.bootstrapServers())) {
            Map<String, String> environment = Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    sluice.bootstrapServers(),
                    "SLUICE_TOPICS_PREFIX",
                    PREFIX,
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:" + collector.getAddress().getPort());
            for (String service : List.of("ingest-gateway", "row-splitter", "aggregator")) {
                services.start(service, environment);
            }
            services.awaitReady();

            String id = upload(services.probe("ingest-gateway").url());

            for (List<String> span : List.of(
                    List.of("ingest-gateway", "upload"),
                    List.of("row-splitter", "split"),
                    List.of("aggregator", "aggregate"))) {
                await(received, span);
            }
            assertThat(received).anyMatch(spans -> spans.contains("aggregate") && spans.contains(id));
            assertThat(headersOfResult(id)).startsWith("00-" + TRACE);
        } finally {
            collector.stop(0);
        }
    }

    private static HttpServer collector(List<String> received) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String upload(URI gateway) throws IOException, InterruptedException {
        HttpRequest request = new ApiRequests(gateway)
                .upload("traced.csv", Map.of(), BodyPublishers.ofString(CSV))
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .build();
        HttpResponse<String> accepted = new RawClient(Duration.ofMinutes(1)).send(request, BodyHandlers.ofString());
        assertThat(accepted.statusCode()).isEqualTo(202);
        return Json.MAPPER.readTree(accepted.body()).path("file_id").asString();
    }

    private static void await(List<String> received, List<String> words) {
        String trace = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
        while (received.stream()
                .noneMatch(spans -> spans.contains(trace) && words.stream().allMatch(spans::contains))) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private String headersOfResult(String id) {
        StringBuilder found = new StringBuilder();
        TopicReader.read(sluice.bootstrapServers(), PREFIX + "file-results", record -> {
            if (new String(record.key(), UTF_8).equals(id)) {
                found.append(
                        new String(record.headers().lastHeader("traceparent").value(), UTF_8));
            }
        });
        return found.toString();
    }
}
