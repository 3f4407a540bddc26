package dev.sluice.aggregator;

/**
 * A deleted file that still has entries in the store.
 *
 * @param dataset whose series over files it may stand in
 * @param arrival which its entries there are ordered by
 * @param contributed whether any of its series were entered there
 * @param last the key of the last entry that was taken out
 */
record Remains(String fileId, String dataset, Arrival arrival, boolean contributed, byte[] last) {
    private static final int VERSION = 1;

    byte[] toBytes() {
        StoreValue out = new StoreValue(VERSION).text(dataset);
        arrival.writeTo(out);
        return out.flag(contributed).array(last).bytes();
    }

    static Remains readFrom(String fileId, byte[] value) {
        StoreValue.Reader in = new StoreValue.Reader(VERSION, value);
        return new Remains(fileId, in.some(in.text()), Arrival.readFrom(in), in.flag(), in.array());
    }

    Remains after(byte[] key) {
        return new Remains(fileId, dataset, arrival, contributed, key);
    }
}
