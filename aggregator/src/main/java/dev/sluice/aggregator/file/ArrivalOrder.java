package dev.sluice.aggregator.file;

import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.aggregator.store.codec.StoreValue;

/**
 * When a file came, as compared with others: by the broker's time, and where that is the same by where its record is.
 *
 * @param atMs the broker's time, in milliseconds since the epoch
 * @param partition of {@code raw-chunks} that a file of one record is in, else {@link #NO_PARTITION}
 * @param offset of that record there, else 0
 */
public record ArrivalOrder(long atMs, int partition, long offset) {
    static final int NO_PARTITION = -1;

    static ArrivalOrder at(long ms) {
        return new ArrivalOrder(ms, NO_PARTITION, 0);
    }

    /** Adds it to a key: the latest comes first. */
    public StoreKey in(StoreKey key) {
        return key.descending(atMs).descending(partition - NO_PARTITION).descending(offset);
    }

    public static ArrivalOrder readFrom(StoreKey.Reader key) {
        return new ArrivalOrder(key.descending(), (int) key.descending() + NO_PARTITION, key.descending());
    }

    public void writeTo(StoreValue out) {
        out.number(atMs).number(partition).number(offset);
    }

    public static ArrivalOrder readFrom(StoreValue.Reader in) {
        return new ArrivalOrder(in.number(), (int) in.number(), in.number());
    }
}
