package dev.sluice.splitter.split;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that was seen.
 *
 * @param offset its offset
 * @param checksum of its bytes, or null if it was seen by a version that didn't store that
 */
record SeenChunk(long offset, @Nullable Integer checksum) {
    /** Eight bytes of the offset, as in all versions, and four of the checksum. */
    static final Serde<SeenChunk> SERDE = Serdes.serdeFrom(
            (topic, seen) -> seen == null ? null : seen.toBytes(),
            (topic, bytes) -> bytes == null ? null : readFrom(bytes));

    static SeenChunk of(long offset, byte @Nullable [] value) {
        CRC32C checksum = new CRC32C();
        if (value != null) {
            checksum.update(value);
        }
        return new SeenChunk(offset, (int) checksum.getValue());
    }

    /** Whether the bytes of another one aren't the same. */
    boolean differsFrom(SeenChunk other) {
        return checksum != null && other.checksum != null && !checksum.equals(other.checksum);
    }

    private byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + (checksum == null ? 0 : Integer.BYTES))
                .putLong(offset);
        if (checksum != null) {
            bytes.putInt(checksum);
        }
        return bytes.array();
    }

    private static SeenChunk readFrom(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new SeenChunk(in.getLong(), in.remaining() < Integer.BYTES ? null : in.getInt());
    }
}
