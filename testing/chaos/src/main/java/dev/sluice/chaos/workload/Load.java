package dev.sluice.chaos.workload;

import dev.sluice.chaos.report.Counts;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Clients that upload generated files to the gateways in turn. Depending on their numbers, some files are sent slowly,
 * and some are broken off. A file that isn't accepted isn't retried: the next file follows.
 */
public final class Load implements Task {
    static final String SENT = "uploads sent";
    static final String ACCEPTED = "uploads accepted";
    static final String CUT = "uploads cut off";
    static final String SLOW = "uploads sent slowly";
    public static final String REFUSED = "uploads not accepted";

    private static final int EVERY = 12;
    private static final long LOOK_MS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final long seed;
    private final double rowsPerSecond;
    private final AtomicInteger numbers;
    private final List<URI> gateways;
    private final SluiceHttp http;
    private final Accepted accepted;
    private final Counts counts;
    /** The time of the next file, {@link System#nanoTime}. */
    private long due = System.nanoTime();

    /**
     * One client.
     *
     * @param rowsPerSecond its rate
     * @param numbers gives each file of all clients its number
     */
    public Load(
            long seed,
            double rowsPerSecond,
            AtomicInteger numbers,
            List<URI> gateways,
            SluiceHttp http,
            Accepted accepted,
            Counts counts) {
        this.seed = seed;
        this.rowsPerSecond = rowsPerSecond;
        this.numbers = numbers;
        this.gateways = gateways;
        this.http = http;
        this.accepted = accepted;
        this.counts = counts;
    }

    @Override
    public void round() throws InterruptedException {
        if (System.nanoTime() - due < 0) {
            // In short steps: the end of the run doesn't wait for the next file.
            Thread.sleep(LOOK_MS);
            return;
        }
        long begun = System.nanoTime();
        int number = numbers.getAndIncrement();
        ChaosFile file = ChaosFile.of(seed, number);
        counts.add(SENT);
        HttpAnswer<String> answer =
                http.upload(gateways.get(number % gateways.size()), file.name(), body(number, file.csv()), TIMEOUT);
        if (answer instanceof HttpAnswer.Found<String> found) {
            counts.add(ACCEPTED);
            accepted.accepted(found.value(), file);
        } else {
            counts.add(REFUSED);
        }
        due = begun + (long) (file.rows().count() / rowsPerSecond * 1e9);
    }

    private Supplier<InputStream> body(int number, byte[] csv) {
        if (number % EVERY == 5) {
            counts.add(CUT);
            return () -> UploadBody.cut(csv, csv.length / 2);
        }
        if (number % EVERY == 9) {
            counts.add(SLOW);
            return () -> UploadBody.slow(csv, Duration.ofSeconds(8));
        }
        return () -> UploadBody.atOnce(csv);
    }
}
