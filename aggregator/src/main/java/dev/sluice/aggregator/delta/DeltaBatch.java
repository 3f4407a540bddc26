package dev.sluice.aggregator.delta;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Many deltas of one file in one record of {@code aggregator-deltas}: a version byte, then the deltas one after the other.
 * Well below 256 KiB, so that no record gets near what a broker refuses, and well above what one delta can take: {@link
 * Delta#MAX_SERIES_LENGTH} characters of its series.
 *
 * <p>A batch of another version is a dead letter, so its rows count nowhere. So before the version changes, the old
 * aggregator has to finish what it began: stop all producers, wait until it has no lag on {@code valid-rows} and on {@code
 * aggregator-deltas}, and then start the new one. Version 1 had no count of rows beside that of the values, and lengths of
 * 16 bits.
 */
public final class DeltaBatch {
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
     * @throws SerializationException for what no combiner of this version writes
     */
    public static List<Delta> read(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw new SerializationException("expected a batch of deltas, found an empty record");
        }
        if (value[0] != VERSION) {
            throw new SerializationException(
                    "expected a batch of deltas of version " + VERSION + ", found version " + value[0]);
        }
        ByteBuffer in = ByteBuffer.wrap(value, 1, value.length - 1);
        List<Delta> deltas = new ArrayList<>();
        while (in.hasRemaining()) {
            int at = in.position();
            try {
                deltas.add(Delta.readFrom(in));
            } catch (BufferUnderflowException e) {
                throw new SerializationException(
                        "expected a whole delta at byte " + at + " of the batch, found the end of the record", e);
            } catch (IllegalArgumentException e) {
                throw new SerializationException(
                        "expected a delta at byte " + at + " of the batch: " + e.getMessage(), e);
            }
        }
        return deltas;
    }

    private void clear() {
        bytes.clear().put(VERSION);
    }
}
