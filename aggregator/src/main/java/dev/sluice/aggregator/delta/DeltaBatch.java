package dev.sluice.aggregator.delta;

import dev.sluice.tabular.wire.FieldWriter;

/**
 * Many deltas of one file in one record of {@code aggregator-deltas}, as a {@link CombinerMessage}. Well below 256 KiB, so that
 * no record gets near what a broker refuses, and well above what one delta can take: {@link Delta#MAX_SERIES_LENGTH} characters
 * of its series.
 */
final class DeltaBatch {
    private static final int MAX_BYTES = 200 * 1024;

    private final FieldWriter out = new FieldWriter(MAX_BYTES);

    /** Whether the batch has room for another delta. */
    boolean hasRoomFor(Delta delta) {
        return out.size() + delta.maxBytes() <= MAX_BYTES;
    }

    boolean isEmpty() {
        return out.size() == 0;
    }

    void add(Delta delta) {
        out.message(CombinerMessage.DELTA, delta, Delta::writeTo);
    }

    /** The batch as a record's value. Empties the batch. */
    byte[] take() {
        byte[] value = out.toBytes();
        out.clear();
        return value;
    }
}
