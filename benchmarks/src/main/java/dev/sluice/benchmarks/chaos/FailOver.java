package dev.sluice.benchmarks.chaos;

import dev.sluice.schemas.FileIds;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how soon clients get what they want again after a kill. Of each kill the slowest partition counts. */
final class FailOver implements AutoCloseable {
    static final String READABLE = "aggregator killed: its ended files readable";
    static final String ACTIVE = "aggregator killed: every partition answered by its owner";
    static final String FLOWING = "splitter killed: rows flow again";
    static final String NO_BROKERS = "all brokers killed: gateway answers 503";
    static final String RECOVERED = "all brokers back: gateway accepts again";

    private static final Logger LOG = LoggerFactory.getLogger(FailOver.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long PAUSE_MS = 50;

    private final Cluster cluster;
    private final int partitions;
    private final SluiceHttp http;
    private final EndedFiles ended;
    private final RowFlow flow;
    private final Times times;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FailOver(Cluster cluster, int partitions, SluiceHttp http, EndedFiles ended, RowFlow flow, Times times) {
        this.cluster = cluster;
        this.partitions = partitions;
        this.http = http;
        this.ended = ended;
        this.flow = flow;
        this.times = times;
    }

    /** The process of a fault was killed just now. */
    void killed(Fault fault) {
        switch (fault.role()) {
            case AGGREGATOR -> {
                List<String> files = List.copyOf(ended.last().values());
                // In the first seconds of a run there are none.
                if (!files.isEmpty()) {
                    measure(READABLE, files, id -> status(id) instanceof HttpAnswer.Found);
                }
                // Only who has merged all that was said of a partition's files may say that there is none of that name.
                measure(ACTIVE, unknownIds(), id -> status(id) instanceof HttpAnswer.Missing);
            }
            case SPLITTER -> flow.watch(time -> times.add(FLOWING, time));
            default -> {
                // Nobody waits for one gateway or one broker of several.
            }
        }
    }

    /** All brokers were killed just now. */
    void brokersKilled() {
        URI gateway = cluster.addresses(Role.GATEWAY).get(0);
        measure(NO_BROKERS, List.of("no-brokers.csv"), name -> upload(gateway, name) instanceof HttpAnswer.NotNow);
    }

    /** All brokers are being started. */
    void brokersStarted() {
        URI gateway = cluster.addresses(Role.GATEWAY).get(0);
        measure(RECOVERED, List.of("recovered.csv"), name -> upload(gateway, name) instanceof HttpAnswer.Found);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private interface Question {
        boolean isAnswered(String about) throws InterruptedException;
    }

    private void measure(String what, List<String> abouts, Question question) {
        long begun = System.nanoTime();
        List<Callable<Duration>> waits = abouts.stream()
                .<Callable<Duration>>map(about -> () -> await(begun, about, question))
                .toList();
        var unused = threads.submit(() -> {
            Duration slowest = Duration.ZERO;
            for (var wait : threads.invokeAll(waits)) {
                slowest = slowest.compareTo(wait.get()) < 0 ? wait.get() : slowest;
            }
            LOG.info("{}: {}", what, slowest);
            times.add(what, slowest);
            return slowest;
        });
    }

    private static Duration await(long begun, String about, Question question) throws InterruptedException {
        while (System.nanoTime() - begun < LONGEST.toNanos() && !question.isAnswered(about)) {
            Thread.sleep(PAUSE_MS);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Asks whichever of them answers. */
    private HttpAnswer<?> status(String fileId) throws InterruptedException {
        HttpAnswer<?> answer = new HttpAnswer.NotNow<>("not asked");
        for (URI results : cluster.addresses(Role.RESULTS)) {
            answer = http.status(results, fileId);
            if (!(answer instanceof HttpAnswer.NotNow)) {
                return answer;
            }
        }
        return answer;
    }

    private HttpAnswer<String> upload(URI gateway, String name) throws InterruptedException {
        byte[] csv = ChaosFile.of(0, 0, 3).csv();
        Supplier<InputStream> body = () -> UploadBody.atOnce(csv);
        return http.upload(gateway, name, body, Duration.ofSeconds(60));
    }

    /** One for each partition. */
    private List<String> unknownIds() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> IntStream.iterate(0, n -> n + 1)
                        .mapToObj(n -> "nobody-sent-this-" + n)
                        .filter(id -> FileIds.partition(id, partitions) == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
