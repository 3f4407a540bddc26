package dev.sluice.systemtests.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.Upload;
import dev.sluice.client.UploadContent;
import dev.sluice.client.UploadProgress;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.FaultyProxy;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.SluiceProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two gateways whose answers often get lost, and a client that repeats its requests. */
class LostAnswersIT {
    private static final int UPLOADS = 1_000;
    private static final int AT_ONCE = 20;
    private static final int PAGE = 1_000;

    @Test
    void shouldStoreEachUploadOnce(@TempDir Path directory) throws Exception {
        try (Sluice sluice = Sluice.start(directory.resolve("up"), 0, 0, Map.of());
                ServiceInstances services = new ServiceInstances(directory, sluice.bootstrapServers())) {
            services.start("ingest-gateway", Map.of("KAFKA_BOOTSTRAP_SERVERS", sluice.bootstrapServers()));
            SluiceProbe probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            services.awaitReady();
            try (FaultyProxy one = FaultyProxy.of(sluice.url());
                    FaultyProxy two =
                            FaultyProxy.of(services.probe("ingest-gateway").url())) {
                one.loseAnswers(2);
                two.loseAnswers(2);
                SluiceClient client = new SluiceClient(ClientSettings.of(sluice.url())
                        .withGateways(one.url(), two.url())
                        .withPatience(Duration.ofMinutes(5)));

                Map<String, String> files = upload(client);

                assertThat(files.values()).hasSize(UPLOADS).doesNotHaveDuplicates();
                assertThat(one.lost()).isPositive();
                assertThat(two.lost()).isPositive();
                assertThat(one.lost() + two.lost()).isGreaterThan(UPLOADS / 2);
                for (String id : files.values()) {
                    client.awaitEnd(id);
                }
                assertThat(stored(probe)).isEqualTo(asLists(files));
            }
        }
    }

    /** The ids that the client was answered with, by the names of the files. */
    private static Map<String, String> upload(SluiceClient client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<String, Future<String>> answers = new HashMap<>();
            for (int i = 0; i < UPLOADS; i++) {
                Upload upload = Upload.named("lost-" + i + ".csv");
                String csv = "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,boiler," + i + "\n";
                answers.put(
                        upload.filename(),
                        threads.submit(() ->
                                client.upload(upload, UploadContent.of(csv.getBytes(UTF_8)), UploadProgress.NONE)));
            }
            Map<String, String> files = new HashMap<>();
            for (Map.Entry<String, Future<String>> answer : answers.entrySet()) {
                files.put(answer.getKey(), answer.getValue().get());
            }
            return files;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The ids of all files that haven't failed, by their names, once all attempts have ended. */
    private static Map<String, List<String>> stored(SluiceProbe probe) {
        while (true) {
            Map<String, List<String>> stored = new HashMap<>();
            int open = 0;
            String cursor = "";
            do {
                JsonNode page = probe.json("/files?limit=" + PAGE + cursor);
                for (JsonNode file : page.path("files")) {
                    open += isOpen(file) ? 1 : 0;
                    if (!file.path("status").asString().equals("failed")) {
                        stored.computeIfAbsent(file.path("filename").asString(), name -> new ArrayList<>())
                                .add(file.path("file_id").asString());
                    }
                }
                cursor = page.hasNonNull("next_cursor")
                        ? "&cursor=" + page.path("next_cursor").asString()
                        : "";
            } while (!cursor.isEmpty());
            if (open == 0) {
                return stored;
            }
        }
    }

    private static boolean isOpen(JsonNode file) {
        return List.of("pending", "processing").contains(file.path("status").asString());
    }

    private static Map<String, List<String>> asLists(Map<String, String> files) {
        Map<String, List<String>> lists = new HashMap<>();
        files.forEach((name, id) -> lists.put(name, List.of(id)));
        return lists;
    }
}
