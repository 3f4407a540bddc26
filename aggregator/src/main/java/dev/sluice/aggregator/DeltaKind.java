package dev.sluice.aggregator;

import dev.sluice.schemas.dataset.Dataset.OverFiles;
import dev.sluice.schemas.message.ValidRow;

/**
 * Which deltas grow apart from each other.
 *
 * @param origin which books the rows are entered in
 * @param latest whether a later row takes an earlier one's place in the statistics, rather than being added
 */
record DeltaKind(Origin origin, boolean latest) {
    private static final int LATEST = 2;

    /** What the kind of a row is in stores and on the wire. */
    static byte code(ValidRow row) {
        return code(Origin.of(row), row.dataset().overFiles() == OverFiles.LATEST);
    }

    byte code() {
        return code(origin, latest);
    }

    static DeltaKind of(byte code) {
        return new DeltaKind(Origin.of((byte) (code & ~LATEST)), (code & LATEST) != 0);
    }

    private static byte code(Origin origin, boolean latest) {
        return (byte) (origin.code() | (latest ? LATEST : 0));
    }
}
