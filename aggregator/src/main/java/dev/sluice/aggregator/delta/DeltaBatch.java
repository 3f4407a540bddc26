package dev.sluice.aggregator.delta;

import dev.sluice.tabular.wire.WireWriter;

/**
 * Many deltas of one file in one record of {@code aggregator-deltas}, as a {@link CombinerMessage}. The maximum size is
 * well below 256 KiB, so that no record is near the broker's limit. It is well above the maximum size of one delta,
 * whose series may have {@link Delta#MAX_SERIES_LENGTH} characters.
 */
final class DeltaBatch {
    private static final int MAX_BYTES = 200 * 1024;

    private final WireWriter out = new WireWriter(MAX_BYTES);

    /** Checks whether the batch has room for another delta. */
    boolean hasRoomFor(Delta delta) {
        return out.size() + delta.maxBytes() <= MAX_BYTES;
    }

    boolean isEmpty() {
        return out.size() == 0;
    }

    void add(Delta delta) {
        out.message(CombinerMessage.DELTA, delta, Delta::writeTo);
    }

    /** Returns the batch as a record's value, and empties it. */
    byte[] take() {
        byte[] value = out.toBytes();
        out.clear();
        return value;
    }
}
