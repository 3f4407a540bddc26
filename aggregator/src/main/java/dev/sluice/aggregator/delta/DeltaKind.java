package dev.sluice.aggregator.delta;

/**
 * What kind of rows a delta is of, as it stands on the wire.
 *
 * @param origin which books the rows are entered in
 * @param latest whether a later row takes an earlier one's place in the statistics, rather than being added
 */
record DeltaKind(RowOrigin origin, boolean latest) {
    private static final int LATEST = 2;

    byte code() {
        return (byte) (origin.code() | (latest ? LATEST : 0));
    }

    /** @throws IllegalArgumentException for a code of none */
    static DeltaKind of(byte code) {
        return new DeltaKind(RowOrigin.of((byte) (code & ~LATEST)), (code & LATEST) != 0);
    }
}
