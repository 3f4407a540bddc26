package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.aggregator.store.codec.ArrivalOrderCodec;
import dev.sluice.tabular.wire.FieldReader;
import dev.sluice.tabular.wire.FieldWriter;

/**
 * A deleted file that still has entries in the store.
 *
 * @param dataset whose series over files it may stand in
 * @param arrival which its entries there are ordered by
 * @param contributed whether any of its series were entered there
 * @param last the key of the last entry that was taken out
 */
public record PurgeCursor(String fileId, String dataset, ArrivalOrder arrival, boolean contributed, byte[] last) {
    private static final int DATASET = 1;
    private static final int ARRIVAL = 2;
    private static final int CONTRIBUTED = 3;
    private static final int LAST = 4;
    private static final int USUAL_BYTES = 256;

    /** All but the id. */
    byte[] toBytes() {
        return new FieldWriter(USUAL_BYTES)
                .text(DATASET, dataset)
                .message(ARRIVAL, arrival, ArrivalOrderCodec::write)
                .flag(CONTRIBUTED, contributed)
                .bytes(LAST, last)
                .toBytes();
    }

    static PurgeCursor of(String fileId, byte[] value) {
        return FieldReader.read(value, in -> readFrom(fileId, in));
    }

    private static PurgeCursor readFrom(String fileId, FieldReader in) {
        return new PurgeCursor(
                fileId,
                FieldReader.present(in.text(DATASET), DATASET),
                FieldReader.present(in.message(ARRIVAL, ArrivalOrderCodec::read), ARRIVAL),
                in.flag(CONTRIBUTED),
                FieldReader.present(in.bytes(LAST), LAST));
    }

    public PurgeCursor after(byte[] key) {
        return new PurgeCursor(fileId, dataset, arrival, contributed, key);
    }
}
