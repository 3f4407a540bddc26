package dev.sluice.aggregator.delta;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Deltas of one file in one record of {@code aggregator-deltas}: a version byte, then the deltas. The maximum size is
 * well below 256 KiB, so that brokers accept every record, and well above that of a single delta, whose series has at
 * most {@link Delta#MAX_SERIES_LENGTH} characters.
 *
 * <p>A batch of another version is a dead letter, and its rows aren't counted. Before an upgrade that changes the
 * version, drain the old aggregator: stop all producers, wait until it has no lag on {@code valid-rows} and {@code
 * aggregator-deltas}, then start the new one. Version 1 had no row count beside the count of values, and lengths of 16
 * bits.
 */
public final class DeltaBatch {
    private static final byte VERSION = 2;
    private static final int MAX_BYTES = 200 * 1024;

    private final ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);

    DeltaBatch() {
        clear();
    }

    /** Whether the batch has room for another delta. */
    boolean hasRoomFor(Delta delta) {
        return bytes.remaining() >= delta.maxBytes();
    }

    boolean isEmpty() {
        return bytes.position() == 1;
    }

    void add(Delta delta) {
        delta.writeTo(bytes);
    }

    /** The batch as a record's value. Empties the batch. */
    byte[] take() {
        byte[] value = new byte[bytes.position()];
        bytes.flip().get(value);
        clear();
        return value;
    }

    /**
     * Reads the deltas of a batch.
     *
     * @throws SerializationException for anything that a combiner of this version doesn't write
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
