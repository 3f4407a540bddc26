package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.aggregator.store.codec.ArrivalOrderCodec;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;

/**
 * The progress of deleting the entries of a deleted file.
 *
 * @param dataset the file's dataset, to whose series it may have contributed
 * @param arrival the order of arrival in the keys of its contributions
 * @param contributed whether it may have contributions: it ended, and didn't fail
 * @param last the key of the last entry that was deleted
 */
public record PurgeCursor(String fileId, String dataset, ArrivalOrder arrival, boolean contributed, byte[] last) {
    private static final int DATASET = 1;
    private static final int ARRIVAL = 2;
    private static final int CONTRIBUTED = 3;
    private static final int LAST = 4;
    private static final int USUAL_BYTES = 256;

    /** Returns the serialized form, without the id. */
    byte[] toBytes() {
        return new WireWriter(USUAL_BYTES)
                .text(DATASET, dataset)
                .message(ARRIVAL, arrival, ArrivalOrderCodec::write)
                .flag(CONTRIBUTED, contributed)
                .bytes(LAST, last)
                .toBytes();
    }

    static PurgeCursor of(String fileId, byte[] value) {
        return WireReader.read(value, in -> readFrom(fileId, in));
    }

    private static PurgeCursor readFrom(String fileId, WireReader in) {
        return new PurgeCursor(
                fileId,
                WireReader.present(in.text(DATASET), DATASET),
                WireReader.present(in.message(ARRIVAL, ArrivalOrderCodec::read), ARRIVAL),
                in.flag(CONTRIBUTED),
                WireReader.present(in.bytes(LAST), LAST));
    }

    public PurgeCursor after(byte[] key) {
        return new PurgeCursor(fileId, dataset, arrival, contributed, key);
    }
}
