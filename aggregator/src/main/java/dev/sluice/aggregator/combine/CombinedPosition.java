package dev.sluice.aggregator.combine;

import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.zip.CRC32C;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The consumed offset of a partition of {@code valid-rows}, as a value of {@code aggregator-combined}. The fields are
 * the partition, the position, and a checksum of all bytes before it. The checksum is always the last field: a later
 * version adds fields before it. A wrong position would silently drop rows, so no other value must be accepted as one.
 */
record CombinedPosition(int partition, ConsumedOffset position) {
    private static final int PARTITION = 1;
    private static final int POSITION = 2;
    private static final int CHECKSUM = 15;
    private static final int CHECKSUM_BYTES = 1 + Long.BYTES;

    private static final int MAX_BYTES = 128;

    static byte[] toBytes(int partition, ConsumedOffset position) {
        WireWriter out = new WireWriter(MAX_BYTES)
                .number(PARTITION, partition)
                .message(POSITION, position, ConsumedOffset::writeTo);
        return out.fixed(CHECKSUM, checksum(out.toBytes(), out.size())).toBytes();
    }

    /**
     * Reads the consumed offset of a partition.
     *
     * @throws SerializationException if the value isn't the output of {@link #toBytes} for this partition
     */
    static ConsumedOffset read(int partition, byte @Nullable [] value) {
        if (value == null || value.length < CHECKSUM_BYTES) {
            throw new SerializationException(
                    "expected a position, found " + (value == null ? "none" : value.length + " bytes"));
        }
        CombinedPosition read;
        try {
            read = WireReader.read(value, in -> readFrom(in, checksum(value, value.length - CHECKSUM_BYTES)));
        } catch (IllegalArgumentException e) {
            throw new SerializationException("expected a position, found something else: " + e.getMessage(), e);
        }
        if (read.partition != partition) {
            throw new SerializationException(
                    "expected a position of partition " + partition + ", found one of partition " + read.partition);
        }
        if (read.position.next() < 0) {
            throw new SerializationException("expected an offset of at least 0, found " + read.position.next());
        }
        return read.position;
    }

    private static CombinedPosition readFrom(WireReader in, long checksum) {
        int partition = in.integer(PARTITION, 0);
        ConsumedOffset position = in.message(POSITION, ConsumedOffset::readFrom);
        if (in.fixed(CHECKSUM, ~checksum) != checksum) {
            throw new IllegalArgumentException("its checksum isn't " + checksum);
        }
        return new CombinedPosition(partition, WireReader.present(position, POSITION));
    }

    private static long checksum(byte[] value, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(value, 0, length);
        return checksum.getValue();
    }
}
