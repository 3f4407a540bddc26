package dev.sluice.aggregator.store;

import dev.sluice.aggregator.store.codec.StoreValue;

/**
 * What is left of a deleted file, so that nothing that comes late makes a file of it again.
 *
 * @param freeAfterMs until when its id can't be used again, by the broker's clock
 * @param committed whether the deletion is known to be committed: it was read back from {@code file-results}
 */
public record Tombstone(long freeAfterMs, boolean committed) {
    private static final int VERSION = 1;

    byte[] toBytes() {
        return new StoreValue(VERSION).number(freeAfterMs).flag(committed).bytes();
    }

    static Tombstone readFrom(byte[] value) {
        StoreValue.Reader in = new StoreValue.Reader(VERSION, value);
        return new Tombstone(in.number(), in.flag());
    }
}
