package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.systemtests.failure.SlowClients.Kind;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What clients that are slow, or ask for much, do to the others of a {@code ./sluice up} with {@code -Xmx512m}. It
 * prints how long the others waited, with and without; how to run it alone stands in {@code docs/how-to/benchmark.md}.
 */
class SlowClientsIT {
    private static final int SLOW = 1_000;
    /** Enough to see that others are answered; measurements take more. */
    private static final int ROUNDS = Integer.getInteger("rounds", 20);

    private static final int SERIES = 100_000;
    private static final int READERS = 20;
    private static final String HEADER = "timestamp,sensor_id,value\n";
    private static final String ROW = "2026-01-01T00:00:00Z,a,1.5\n";
    /** Of more than a megabyte, without a question to the aggregator. */
    private static final String LARGE = "/swagger-ui/swagger-ui-bundle.js";

    /** The default of {@code sluice.web.max-large-answers}. */
    private static final int MAX_LARGE = 8;

    private static final Set<Integer> NOT_NOW = Set.of(429, 503);

    @TempDir
    static Path directory;

    private static ServiceProcess up;
    private static SluiceProbe sluice;

    @BeforeAll
    static void start() {
        int port = FreePorts.next();
        up = ServiceProcess.upAsLaunched(directory, port, Map.of());
        sluice = new SluiceProbe(URI.create("http://127.0.0.1:" + port), "none");
        sluice.awaitReady(up);
    }

    @AfterAll
    static void stop() {
        up.close();
    }

    @Test
    void shouldServeOthersDespiteManySlowClients() throws IOException {
        String file = series(1_000);
        String page = "/results/" + file + "?limit=1000";
        Kind heads = Kind.heads();
        Kind bodies = Kind.bodies("timestamp,sens");
        Kind[] unread = {Kind.unreadAnswers(LARGE), Kind.unreadAnswers(page)};
        for (int i = 0; i < 3; i++) {
            askAll(file, "warming up");
        }

        askAll(file, "without slow clients");
        queryDuring(file, SLOW + " slow heads", SLOW, heads);
        queryDuring(file, SLOW + " slow bodies", SLOW, bodies);
        queryDuring(file, SLOW + " that don't read", SLOW, unread);
        queryDuring(file, SLOW + " of each kind", 3 * SLOW, heads, heads, bodies, bodies, unread[0], unread[1]);
        askAll(file, "without, again");
    }

    @Test
    void shouldAcceptAnUploadWhileSlowClientsFillTheLimit() throws IOException {
        // These have no place, as less than their first 8 KiB are there.
        try (SlowClients slow = SlowClients.open(sluice.url(), 64, Kind.bodies(HEADER))) {
            assertThat(upload().statusCode()).isEqualTo(202);
            assertThat(slow.isAtWork()).isTrue();
        }
        // These have one, until they are found too slow.
        try (SlowClients slow = SlowClients.open(sluice.url(), 64, Kind.bodies(HEADER + ROW.repeat(1_000)))) {
            HttpResponse<String> answer = awaitPlace(SlowClientsIT::upload);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(slow.isAtWork()).isTrue();
        }
    }

    @Test
    void shouldServeManyLargeResultsCompletelyOrRefuseThem() throws ExecutionException, InterruptedException {
        String file = series(SERIES);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Integer>> seen = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                boolean csv = i % 2 == 0;
                seen.add(readers.submit(() -> csv ? csvRows(file) : pagedSeries(file)));
            }
            for (Future<Integer> each : seen) {
                assertThat(each.get()).isEqualTo(SERIES);
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(up.isAlive()).as("alive, see " + up.log()).isTrue();
        System.out.printf("%d results of %,d series at once: peak RSS %d MiB%n", READERS, SERIES, peakMiB());
    }

    private static long peakMiB() {
        try {
            return up.peakMemoryKiB() / 1024;
        } catch (IOException e) {
            return -1;
        }
    }

    private static int csvRows(String file) {
        HttpResponse<String> csv = awaitPlace(() -> sluice.get("/results/" + file + ".csv"));
        assertThat(csv.statusCode()).as(csv.body()).isEqualTo(200);
        assertThat(csv.body()).endsWith("\n");
        return (int) csv.body().lines().count() - 1;
    }

    private static int pagedSeries(String file) {
        int series = 0;
        String cursor = "";
        do {
            String page = "/results/" + file + "?limit=10000" + cursor;
            HttpResponse<String> answer = awaitPlace(() -> sluice.get(page));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode results = Json.MAPPER.readTree(answer.body());
            series += results.path("aggregated_data").size();
            cursor = results.hasNonNull("next_cursor")
                    ? "&cursor=" + results.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return series;
    }

    /** Asks until the answer isn't "not now", however long that takes. */
    private static HttpResponse<String> awaitPlace(Supplier<HttpResponse<String>> question) {
        HttpResponse<String> answer = question.get();
        while (NOT_NOW.contains(answer.statusCode())) {
            assertThat(Json.MAPPER.readTree(answer.body()).path("code").asString())
                    .isNotBlank();
            LockSupport.parkNanos(100_000_000);
            answer = question.get();
        }
        return answer;
    }

    private static void queryDuring(String file, String which, int count, Kind... kinds) throws IOException {
        try (SlowClients slow = SlowClients.open(sluice.url(), count, kinds)) {
            awaitBegun();
            askAll(file, which);
            assertThat(slow.isAtWork()).isTrue();
            System.out.printf("  of these, the server ended %,d%n", slow.ended());
        }
    }

    /** Waits until the server has read what the slow ones sent at once: from then on they are slow. */
    private static void awaitBegun() {
        while (sluice.metric("sluice_web_requests_in_progress") > MAX_LARGE) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** Asks as others do, and prints how long they waited. */
    private static void askAll(String file, String beside) {
        List<Long> livez = new ArrayList<>();
        List<Long> uploads = new ArrayList<>();
        List<Long> queries = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ask(livez, 200, () -> sluice.get("/livez"));
            ask(uploads, 202, () -> awaitPlace(SlowClientsIT::upload));
            ask(queries, 200, () -> awaitPlace(() -> sluice.get("/results/" + file + "?limit=10")));
        }
        System.out.printf(
                "%-24s p50/p99 in ms: /livez %s, an upload %s, a query %s%n",
                beside, figures(livez), figures(uploads), figures(queries));
    }

    private static void ask(List<Long> waits, int expected, Supplier<HttpResponse<String>> question) {
        long start = System.nanoTime();
        HttpResponse<String> answer = question.get();
        waits.add(System.nanoTime() - start);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
    }

    private static String figures(List<Long> waits) {
        Collections.sort(waits);
        return "%.1f/%.1f".formatted(waits.get(ROUNDS / 2) / 1e6, waits.get(ROUNDS - 2) / 1e6);
    }

    private static HttpResponse<String> upload() {
        return sluice.uploadRaw("other.csv", (HEADER + ROW).getBytes(UTF_8));
    }

    /** A file that has ended with so many series. */
    private static String series(int count) {
        String csv = IntStream.range(0, count)
                .mapToObj("2026-01-01T00:00:00Z,sensor-%06d,1.5\n"::formatted)
                .collect(Collectors.joining("", HEADER, ""));
        String id = SluiceProbe.fileId(sluice.uploadRaw("series.csv", csv.getBytes(UTF_8)));
        assertThat(sluice.awaitEnd(id).series()).isEqualTo(count);
        return id;
    }
}
