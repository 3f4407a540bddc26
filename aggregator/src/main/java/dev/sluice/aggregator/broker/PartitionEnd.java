package dev.sluice.aggregator.broker;

import dev.sluice.runtime.streams.ConsumedOffset;

/**
 * The end of a partition, as reported by the brokers.
 *
 * @param offset the offset after its last record
 * @param newestMs the highest timestamp of its records, in milliseconds since 1970, or negative if there is no record;
 *     distinguishes the topic from a deleted and recreated one, whose offsets begin at 0 again
 */
public record PartitionEnd(long offset, long newestMs) {
    public static final PartitionEnd EMPTY = new PartitionEnd(0, -1);

    /** Whether every record before this end has been read. Records that retention removed don't have to be. */
    public boolean isReachedBy(ConsumedOffset read) {
        return newestMs < 0 || (read.next() >= offset && read.newestMs() >= newestMs);
    }
}
