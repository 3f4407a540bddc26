package dev.sluice.chaos;

import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.verify.Observers;
import dev.sluice.chaos.workload.Load;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Says with the time since the beginning what a run is doing, and every few seconds how far it is. */
final class ProgressLog {
    private static final Duration TICK = Duration.ofSeconds(10);

    private final Consumer<String> out;
    private final long begun = System.nanoTime();
    private long ticked = begun;
    private long rowsTicked;

    ProgressLog(Consumer<String> out) {
        this.out = out;
    }

    void report(String what) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        out.accept(String.format(Locale.ROOT, "%d:%02d %s", seconds / 60, seconds % 60, what));
    }

    /** Says how far it is, unless it did a moment ago. */
    void tick(Observers observers, Counts counts) {
        long now = System.nanoTime();
        if (now - ticked < TICK.toNanos()) {
            return;
        }
        long rows = observers.rows().rows();
        report(String.format(
                Locale.ROOT,
                "%,d files accepted, %,d not, %,d of the accepted not ended, %,d without all rows; %,.0f rows/s",
                observers.accepted().size(),
                counts.of(Load.REFUSED),
                observers.statuses().open(),
                observers.rows().incomplete(),
                (rows - rowsTicked) / ((now - ticked) / 1e9)));
        ticked = now;
        rowsTicked = rows;
    }
}
