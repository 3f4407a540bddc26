package dev.sluice.aggregator;

/**
 * What is left of a deleted file, so that nothing that comes late makes a file of it again.
 *
 * @param freeAfterMs until when its id can't be used again, by the broker's clock
 * @param committed whether the deletion is known to be committed: it was read back from {@code file-results}
 */
record Deletion(long freeAfterMs, boolean committed) {
    private static final int VERSION = 1;

    byte[] toBytes() {
        return new StoreValue(VERSION).number(freeAfterMs).flag(committed).bytes();
    }

    static Deletion readFrom(byte[] value) {
        StoreValue.Reader in = new StoreValue.Reader(VERSION, value);
        return new Deletion(in.number(), in.flag());
    }
}
