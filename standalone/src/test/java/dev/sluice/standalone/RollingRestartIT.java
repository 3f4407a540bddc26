package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that are restarted one after the other, as docs/operations.md says, while clients go on. */
class RollingRestartIT {
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(50);
    private static final String CSV = """
            timestamp,sensor_id,value
            2026-11-01T00:00:00Z,boiler,20.5
            2026-11-01T00:00:01Z,boiler,21.5
            """;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void shouldFailNoRequestThatIsTriedTwice(@TempDir Path directory) throws IOException {
        try (BrokerProcess broker = BrokerProcess.start(directory, 0);
                ServiceInstances services = new ServiceInstances(directory, broker.bootstrapServers())) {
            Map<String, String> kafka = Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            services.start("aggregator", kafka);
            Map<String, String> splitter = new HashMap<>(kafka);
            splitter.put("SPRING_KAFKA_STREAMS_PROPERTIES_GROUP_INSTANCE_ID", "row-splitter-1");
            services.start("row-splitter-1", splitter);
            services.start("ingest-gateway-1", kafka);
            services.start("ingest-gateway-2", kafka);
            // Patience that a busy machine doesn't break.
            Map<String, String> results = Map.of(
                    "SLUICE_RESULTS_AGGREGATORS",
                    services.probe("aggregator").url().toString(),
                    "SLUICE_RESULTS_CONNECT_TIMEOUT",
                    "1m",
                    "SLUICE_RESULTS_HOP_TIMEOUT",
                    "10m",
                    "SLUICE_RESULTS_REQUEST_TIMEOUT",
                    "10m");
            services.start("results-api-1", results);
            services.start("results-api-2", results);
            services.awaitReady();
            String known = SluiceProbe.fileId(upload(services.probe("ingest-gateway-1")));
            services.probe("results-api-1").awaitEnd(known);

            Queue<String> accepted = new ConcurrentLinkedQueue<>();
            AtomicInteger asked = new AtomicInteger();
            CompletableFuture<Void> uploads = CompletableFuture.runAsync(() -> keepOn(
                    List.of(services.probe("ingest-gateway-1"), services.probe("ingest-gateway-2")),
                    RollingRestartIT::upload,
                    status -> status == 202,
                    answer -> accepted.add(SluiceProbe.fileId(answer))));
            CompletableFuture<Void> queries = CompletableFuture.runAsync(() -> keepOn(
                    List.of(services.probe("results-api-1"), services.probe("results-api-2")),
                    probe -> probe.get("/results/" + known),
                    status -> status == 200,
                    answer -> asked.incrementAndGet()));

            try {
                for (String name : List.of(
                        "row-splitter-1", "ingest-gateway-1", "ingest-gateway-2", "results-api-1", "results-api-2")) {
                    services.process(name).stop();
                    services.process(name).restart();
                    services.awaitReady(name);
                }
            } finally {
                enough.set(true);
                uploads.join();
                queries.join();
            }

            assertThat(failures).isEmpty();
            assertThat(accepted).isNotEmpty();
            assertThat(asked).hasPositiveValue();
            for (String id : accepted) {
                FileSummary end = services.probe("results-api-1").awaitEnd(id);
                assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
                assertThat(end.validRows()).isEqualTo(2);
            }
        }
    }

    /** As a client with one retry: in turn one instance and, if that fails, the other. */
    private void keepOn(
            List<SluiceProbe> instances,
            Function<SluiceProbe, HttpResponse<String>> request,
            IntPredicate succeeded,
            Consumer<HttpResponse<String>> onSuccess) {
        for (int turn = 0; !enough.get(); turn++) {
            HttpResponse<String> answer = null;
            String failure = "";
            for (int tried = 0; tried < 2 && answer == null; tried++) {
                try {
                    HttpResponse<String> response = request.apply(instances.get((turn + tried) % 2));
                    if (succeeded.test(response.statusCode())) {
                        answer = response;
                    } else {
                        failure += response.statusCode() + " " + response.body() + "; ";
                    }
                } catch (IllegalStateException e) {
                    failure += e.getMessage() + ": " + e.getCause() + "; ";
                }
            }
            if (answer == null) {
                failures.add(failure);
            } else {
                onSuccess.accept(answer);
            }
            LockSupport.parkNanos(BETWEEN_REQUESTS.toNanos());
        }
    }

    private static HttpResponse<String> upload(SluiceProbe gateway) {
        return gateway.uploadRaw("rolling.csv", CSV.getBytes(UTF_8));
    }
}
