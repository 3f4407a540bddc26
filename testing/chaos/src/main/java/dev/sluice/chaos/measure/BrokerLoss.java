package dev.sluice.chaos.measure;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.report.Times;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.UploadBody;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Measures how soon the gateway reports that all brokers are down, and how soon it accepts files again. */
public final class BrokerLoss implements AutoCloseable {
    private static final String NO_BROKERS = "all brokers killed: gateway answers 503";
    private static final String RECOVERED = "all brokers back: gateway accepts again";

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long PAUSE_MS = 50;

    private final Cluster cluster;
    private final SluiceHttp http;
    private final Times times;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public BrokerLoss(Cluster cluster, SluiceHttp http, Times times) {
        this.cluster = cluster;
        this.http = http;
        this.times = times;
    }

    /** All brokers have just been killed. */
    public void killed() {
        measure(NO_BROKERS, answer -> answer instanceof HttpAnswer.NotNow);
    }

    /** All brokers are being started. */
    public void started() {
        measure(RECOVERED, answer -> answer instanceof HttpAnswer.Found);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void measure(String what, Predicate<HttpAnswer<String>> awaited) {
        long begun = System.nanoTime();
        var unused = threads.submit(() -> {
            boolean seen = false;
            while (!seen && System.nanoTime() - begun < LONGEST.toNanos()) {
                seen = awaited.test(upload());
                Thread.sleep(PAUSE_MS);
            }
            times.add(what, Duration.ofNanos(System.nanoTime() - begun));
            return seen;
        });
    }

    private HttpAnswer<String> upload() throws InterruptedException {
        URI gateway = cluster.addresses(Role.GATEWAY).get(0);
        byte[] csv = ChaosFile.of(0, 0, 3).csv();
        return http.upload(gateway, "broker-loss.csv", () -> UploadBody.atOnce(csv), Duration.ofSeconds(60));
    }
}
