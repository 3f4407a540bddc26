package dev.sluice.aggregator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Many deltas of one file in one record of {@code aggregator-deltas}: a version byte, then the deltas one after the other.
 * Well below 256 KiB, so that no record gets near what a broker refuses, and well above what one delta can take: a key
 * of eight group fields of 1,024 characters each is some 25 KiB.
 *
 * <p>An aggregator stops at a batch of another version rather than miscount it. So before the version changes, the old
 * aggregator has to finish what it began: stop all producers, wait until it has no lag on {@code valid-rows} and on {@code
 * aggregator-deltas}, and then start the new one. Version 1 had no count of rows beside that of the values, and lengths of
 * 16 bits.
 */
final class DeltaBatch {
    private static final byte VERSION = 2;
    private static final int MAX_BYTES = 200 * 1024;

    private final ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);

    DeltaBatch() {
        clear();
    }

    /** Whether there is room for one more delta. */
    boolean hasRoomFor(Delta delta) {
        return bytes.remaining() >= delta.maxBytes();
    }

    boolean isEmpty() {
        return bytes.position() == 1;
    }

    void add(Delta delta) {
        delta.writeTo(bytes);
    }

    /** The batch as a record's value; this one is then empty again. */
    byte[] take() {
        byte[] value = new byte[bytes.position()];
        bytes.flip().get(value);
        clear();
        return value;
    }

    /**
     * The deltas of a batch.
     *
     * @throws IllegalArgumentException for a batch of another version
     */
    static List<Delta> read(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "expected a batch of deltas of version " + VERSION + ", found " + version);
        }
        List<Delta> deltas = new ArrayList<>();
        while (in.hasRemaining()) {
            deltas.add(Delta.readFrom(in));
        }
        return deltas;
    }

    private void clear() {
        bytes.clear().put(VERSION);
    }
}
