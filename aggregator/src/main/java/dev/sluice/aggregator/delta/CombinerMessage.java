package dev.sluice.aggregator.delta;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What a record of {@code aggregator-deltas} says of a file; its first byte tells what it is. */
public sealed interface CombinerMessage {
    /** Many deltas: a {@link DeltaBatch}. */
    record Deltas(List<Delta> deltas) implements CombinerMessage {}

    /**
     * A row of the file was set aside, so its books never balance.
     *
     * @param partition of {@code valid-rows} that the row is in
     * @param offset of the row there
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
     * The message in a record's value.
     *
     * @throws SerializationException for what no combiner of this version writes
     */
    static CombinerMessage read(byte @Nullable [] value) {
        if (value == null || value.length == 0 || value[0] != SetAside.KIND) {
            return new Deltas(DeltaBatch.read(value));
        }
        if (value.length != SetAside.BYTES) {
            throw new SerializationException("expected a note of " + SetAside.BYTES
                    + " bytes that a row was set aside, found one of " + value.length);
        }
        ByteBuffer in = ByteBuffer.wrap(value, 1, SetAside.BYTES - 1);
        return new SetAside(in.getInt(), in.getLong());
    }
}
