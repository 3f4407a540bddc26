package dev.sluice.aggregator.broker;

import dev.sluice.runtime.streams.ConsumedOffset;

/**
 * Where a partition of a topic ended when the brokers were asked.
 *
 * @param offset behind its last record
 * @param newestMs the newest time of all its records, in milliseconds since 1970; it tells the topic from one that was deleted
 *     and made anew, whose offsets begin at 0 once more. Negative if there is no record
 */
public record PartitionEnd(long offset, long newestMs) {
    public static final PartitionEnd EMPTY = new PartitionEnd(0, -1);

    /** Whether all that was there then is read. Of records that retention removed nothing is left to read. */
    public boolean isReachedBy(ConsumedOffset read) {
        return newestMs < 0 || (read.next() >= offset && read.newestMs() >= newestMs);
    }
}
