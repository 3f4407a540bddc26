package dev.sluice.aggregator.delta;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record of {@code aggregator-deltas}; its first byte is its kind. */
public sealed interface CombinerMessage {
    /** A batch of deltas; see {@link DeltaBatch}. */
    record Deltas(List<Delta> deltas) implements CombinerMessage {}

    /**
     * A row of the file was quarantined, so the file can't be reconciled.
     *
     * @param partition the row's partition of {@code valid-rows}
     * @param offset the row's offset
     */
    record SetAside(int partition, long offset) implements CombinerMessage {
        private static final byte KIND = 100;
        private static final int BYTES = 1 + Integer.BYTES + Long.BYTES;

        public byte[] toBytes() {
            return ByteBuffer.allocate(BYTES)
                    .put(KIND)
                    .putInt(partition)
                    .putLong(offset)
                    .array();
        }
    }

    /**
     * Reads the message in a record's value.
     *
     * @throws SerializationException for anything that a combiner of this version doesn't write
     */
    static CombinerMessage read(byte @Nullable [] value) {
        if (value == null || value.length == 0 || value[0] != SetAside.KIND) {
            return new Deltas(DeltaBatch.read(value));
        }
        if (value.length != SetAside.BYTES) {
            throw new SerializationException("expected a record of " + SetAside.BYTES
                    + " bytes about a quarantined row, found one of " + value.length);
        }
        ByteBuffer in = ByteBuffer.wrap(value, 1, SetAside.BYTES - 1);
        return new SetAside(in.getInt(), in.getLong());
    }
}
