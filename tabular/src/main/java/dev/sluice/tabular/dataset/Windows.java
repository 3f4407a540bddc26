package dev.sluice.tabular.dataset;

/**
 * The windows of time for which a dataset's series have separate statistics. All have the same length, and begin at
 * multiples of it since 1970 in UTC.
 *
 * @param seconds the length
 */
public record Windows(long seconds) {
    /** The maximum length, 3650 days. */
    public static final long MAX_SECONDS = 3_650L * 86_400;

    private static final long MICROS_PER_SECOND = 1_000_000;

    public Windows {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("expected windows of 1 to " + MAX_SECONDS + " s, found " + seconds);
        }
    }

    /**
     * Returns when the window of a time begins, in seconds since the epoch.
     *
     * @param micros in microseconds since the epoch
     */
    public long startOf(long micros) {
        return Math.floorDiv(micros, seconds * MICROS_PER_SECOND) * seconds;
    }
}
