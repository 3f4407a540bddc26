package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.standalone.BrokerProcess;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.SluiceProbe;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that are restarted one after the other, as docs/how-to/cluster.md says, while clients go on. */
class RollingRestartIT {
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(50);
    private static final String CSV = """
            timestamp,sensor_id,value
            2026-11-01T00:00:00Z,boiler,20.5
            2026-11-01T00:00:01Z,boiler,21.5
            """;

    /** Open streams, in all partitions. */
    private static final int STREAMS = 12;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void shouldFailNoRequestThatIsRetriedOnce(@TempDir Path directory) throws IOException {
        try (BrokerProcess broker = BrokerProcess.start(directory, 0);
                ServiceInstances services = new ServiceInstances(directory, broker.bootstrapServers())) {
            Map<String, String> kafka = Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            for (String member : List.of("aggregator-1", "aggregator-2", "row-splitter-1")) {
                Map<String, String> settings = new HashMap<>(kafka);
                settings.put("SPRING_KAFKA_STREAMS_PROPERTIES_GROUP_INSTANCE_ID", member);
                services.start(member, settings);
            }
            services.start("ingest-gateway-1", kafka);
            services.start("ingest-gateway-2", kafka);
            // Patience that a busy machine doesn't break.
            Map<String, String> results = Map.of(
                    "SLUICE_RESULTS_AGGREGATORS",
                    services.probe("aggregator-1").url() + ","
                            + services.probe("aggregator-2").url(),
                    "SLUICE_RESULTS_CONNECT_TIMEOUT",
                    "1m",
                    "SLUICE_RESULTS_HOP_TIMEOUT",
                    "10m",
                    "SLUICE_RESULTS_REQUEST_TIMEOUT",
                    "10m",
                    "SLUICE_RESULTS_OWNER_WAIT",
                    "10m");
            services.start("results-api-1", results);
            services.start("results-api-2", results);
            services.awaitReady();
            String known = SluiceProbe.fileId(upload(services.probe("ingest-gateway-1")));
            services.probe("results-api-1").awaitEnd(known);

            openStreams(broker.bootstrapServers());
            for (int n = 0; n < STREAMS; n++) {
                services.probe("results-api-1").awaitFile("file_id", stream(n));
            }

            Queue<String> accepted = new ConcurrentLinkedQueue<>();
            AtomicInteger asked = new AtomicInteger();
            AtomicInteger openAsked = new AtomicInteger();
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
            // Only its owner can answer for what hasn't ended.
            CompletableFuture<Void> openQueries = CompletableFuture.runAsync(() -> keepOn(
                    List.of(services.probe("results-api-2"), services.probe("results-api-1")),
                    probe -> probe.get("/status/" + stream(openAsked.get() % STREAMS)),
                    status -> status == 200,
                    answer -> openAsked.incrementAndGet()));

            try {
                for (String name : List.of(
                        "aggregator-1", "aggregator-2", "row-splitter-1", "ingest-gateway-1", "results-api-1")) {
                    services.process(name).stop();
                    services.process(name).restart();
                    services.awaitReady(name);
                }
            } finally {
                enough.set(true);
                uploads.join();
                queries.join();
                openQueries.join();
            }

            assertThat(failures).isEmpty();
            assertThat(accepted).isNotEmpty();
            assertThat(asked).hasPositiveValue();
            assertThat(openAsked).hasValueGreaterThan(STREAMS);
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

    private static void openStreams(String bootstrapServers) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            for (int n = 0; n < STREAMS; n++) {
                String row = "{\"file_id\":\"" + stream(n)
                        + "\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"sensor_id\":\"boiler\",\"value\":20.5}";
                var unused = producer.send(new ProducerRecord<>("sluice.valid-rows", "boiler", row));
            }
        }
    }

    private static String stream(int n) {
        return "stream-" + n;
    }

    private static HttpResponse<String> upload(SluiceProbe gateway) {
        return gateway.uploadRaw("rolling.csv", CSV.getBytes(UTF_8));
    }
}
