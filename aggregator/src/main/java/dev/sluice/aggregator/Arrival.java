package dev.sluice.aggregator;

/**
 * When a file came, as compared with others: by the broker's time, and where that is the same by where its record is.
 *
 * @param atMs the broker's time, in milliseconds since the epoch
 * @param partition of {@code raw-chunks} that a file of one record is in, else {@link #NO_PARTITION}
 * @param offset of that record there, else 0
 */
record Arrival(long atMs, int partition, long offset) {
    static final int NO_PARTITION = -1;

    static Arrival at(long ms) {
        return new Arrival(ms, NO_PARTITION, 0);
    }

    /** Adds it to a key: the latest comes first. */
    StoreKey in(StoreKey key) {
        return key.descending(atMs).descending(partition - NO_PARTITION).descending(offset);
    }

    static Arrival readFrom(StoreKey.Reader key) {
        return new Arrival(key.descending(), (int) key.descending() + NO_PARTITION, key.descending());
    }

    void writeTo(StoreValue out) {
        out.number(atMs).number(partition).number(offset);
    }

    static Arrival readFrom(StoreValue.Reader in) {
        return new Arrival(in.number(), (int) in.number(), in.number());
    }
}
