package dev.sluice.aggregator.file;

/**
 * When a file came, as compared with others: by the broker's time, and where that is the same by where its record is.
 *
 * @param atMs the broker's time, in milliseconds since the epoch
 * @param partition of {@code raw-chunks} that a file of one record is in, else {@link #NO_PARTITION}
 * @param offset of that record there, else 0
 */
public record ArrivalOrder(long atMs, int partition, long offset) {
    public static final int NO_PARTITION = -1;

    static ArrivalOrder at(long ms) {
        return new ArrivalOrder(ms, NO_PARTITION, 0);
    }
}
