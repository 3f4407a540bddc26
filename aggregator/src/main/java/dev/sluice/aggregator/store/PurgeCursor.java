package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.aggregator.store.codec.StoreValue;

/**
 * A deleted file that still has entries in the store.
 *
 * @param dataset whose series over files it may stand in
 * @param arrival which its entries there are ordered by
 * @param contributed whether any of its series were entered there
 * @param last the key of the last entry that was taken out
 */
public record PurgeCursor(String fileId, String dataset, ArrivalOrder arrival, boolean contributed, byte[] last) {
    private static final int VERSION = 1;

    byte[] toBytes() {
        StoreValue out = new StoreValue(VERSION).text(dataset);
        arrival.writeTo(out);
        return out.flag(contributed).array(last).bytes();
    }

    static PurgeCursor readFrom(String fileId, byte[] value) {
        StoreValue.Reader in = new StoreValue.Reader(VERSION, value);
        return new PurgeCursor(fileId, in.some(in.text()), ArrivalOrder.readFrom(in), in.flag(), in.array());
    }

    public PurgeCursor after(byte[] key) {
        return new PurgeCursor(fileId, dataset, arrival, contributed, key);
    }
}
