package dev.sluice.aggregator.combine;

import dev.sluice.runtime.streams.ConsumedOffset;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The offset up to which a partition of {@code valid-rows} is combined, as a value of {@code aggregator-combined}: a
 * version byte, the partition, the offset and a checksum. A wrong offset would drop rows silently, so a record that
 * isn't exactly that is refused.
 */
final class CombinedPosition {
    private static final byte VERSION = 1;
    private static final int CHECKED = 1 + Integer.BYTES + ConsumedOffset.BYTES;
    private static final int BYTES = CHECKED + Integer.BYTES;

    private CombinedPosition() {}

    static byte[] toBytes(int partition, ConsumedOffset position) {
        ByteBuffer out =
                ByteBuffer.allocate(BYTES).put(VERSION).putInt(partition).put(position.toBytes());
        return out.putInt(checksum(out.array())).array();
    }

    /**
     * Reads the offset of a partition.
     *
     * @throws SerializationException for anything but the output of {@link #toBytes} for this partition
     */
    static ConsumedOffset read(int partition, byte @Nullable [] value) {
        if (value == null || value.length != BYTES) {
            throw new SerializationException("expected a position of " + BYTES + " bytes, found "
                    + (value == null ? "none" : value.length + " bytes"));
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        byte version = in.get();
        int of = in.getInt();
        if (version != VERSION || of != partition || in.getInt(CHECKED) != checksum(value)) {
            throw new SerializationException("expected a position of version " + VERSION + " and partition " + partition
                    + " with its checksum, found one of version " + version + " and partition " + of);
        }
        ConsumedOffset position = ConsumedOffset.of(Arrays.copyOfRange(value, in.position(), CHECKED));
        if (position.next() < 0) {
            throw new SerializationException("expected an offset of at least 0, found " + position.next());
        }
        return position;
    }

    private static int checksum(byte[] value) {
        CRC32C checksum = new CRC32C();
        checksum.update(value, 0, CHECKED);
        return (int) checksum.getValue();
    }
}
