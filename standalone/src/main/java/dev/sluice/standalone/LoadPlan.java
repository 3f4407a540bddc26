package dev.sluice.standalone;

import dev.sluice.standalone.readings.Readings;
import org.jspecify.annotations.Nullable;

/**
 * What load to make.
 *
 * @param files how many
 * @param concurrency how many at once, at most
 * @param rows of each
 * @param invalidShare of the rows
 * @param rate how many files are to begin in a second, or null for as many as come through
 * @param seed of all that varies
 */
record LoadPlan(
        int files,
        int concurrency,
        long rows,
        double invalidShare,
        @Nullable Double rate,
        long seed) {
    private static final int SENSORS = 20;

    /** What the file of that number is like. */
    Readings readings(int file) {
        return new Readings(seed + file, rows, SENSORS, invalidShare);
    }

    /** When the file of that number is to begin, in nanoseconds after the first; 0 where nobody says. */
    long startNanos(int file) {
        return rate == null ? 0 : Math.round(file * 1e9 / rate);
    }
}
