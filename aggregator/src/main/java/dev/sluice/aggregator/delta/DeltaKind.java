package dev.sluice.aggregator.delta;

/**
 * The kind of a delta, with its code in the serialized form.
 *
 * @param origin whether the rows are of chunks or of a stream
 * @param latest whether a later row replaces an earlier one in the statistics, rather than being added
 */
record DeltaKind(RowOrigin origin, boolean latest) {
    private static final int LATEST = 2;

    byte code() {
        return (byte) (origin.code() | (latest ? LATEST : 0));
    }

    /** @throws IllegalArgumentException for an unknown code */
    static DeltaKind of(byte code) {
        return new DeltaKind(RowOrigin.of((byte) (code & ~LATEST)), (code & LATEST) != 0);
    }
}
