package dev.sluice.aggregator.file;

/**
 * The position of a file in the order of arrival: by the broker's timestamp, then by the position of its record.
 *
 * @param atMs the broker's timestamp, in milliseconds since the epoch
 * @param partition the partition of {@code raw-chunks} of a file that is one record, otherwise {@link #NO_PARTITION}
 * @param offset the offset of that record, otherwise 0
 */
public record ArrivalOrder(long atMs, int partition, long offset) {
    public static final int NO_PARTITION = -1;

    static ArrivalOrder at(long ms) {
        return new ArrivalOrder(ms, NO_PARTITION, 0);
    }
}
