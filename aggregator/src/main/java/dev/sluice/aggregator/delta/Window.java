package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Windows;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * A window of time.
 *
 * @param start when it begins, in seconds since the epoch
 * @param length all windows of its dataset
 */
public record Window(long start, Windows length) {
    private static final int START = 1;
    private static final int SECONDS = 2;

    /** Returns the window of a row, or null if its dataset has no windows or the row has no time. */
    static @Nullable Window of(ValidRow row) {
        Windows windows = row.dataset().windows();
        Long micros = row.timeMicros();
        return windows == null || micros == null ? null : new Window(windows.startOf(micros), windows);
    }

    /** Checks whether a row is in a window, or in none if that is null. Doesn't allocate. */
    static boolean isOf(@Nullable Window window, ValidRow row) {
        Windows windows = row.dataset().windows();
        Long micros = row.timeMicros();
        if (windows == null || micros == null) {
            return window == null;
        }
        return window != null && window.length.equals(windows) && window.start == windows.startOf(micros);
    }

    /** Checks whether all values have times in this window. */
    boolean contains(SeriesStatistics statistics) {
        return statistics.count() == 0
                || (statistics.hasTime()
                        && start == length.startOf(statistics.firstMicros())
                        && start == length.startOf(statistics.lastMicros()));
    }

    public long seconds() {
        return length.seconds();
    }

    void writeTo(WireWriter out) {
        out.number(START, start).number(SECONDS, seconds());
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the fields can't be a window
     */
    static Window readFrom(WireReader in) {
        return new Window(in.number(START), new Windows(in.number(SECONDS)));
    }
}
