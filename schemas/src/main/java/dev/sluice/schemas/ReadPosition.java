package dev.sluice.schemas;

import java.nio.ByteBuffer;

/**
 * How far a partition has been read. It is written in the same transaction as what was made of its records, and so is never
 * behind that. The offsets that brokers keep for a group can be: a coordinator that has just loaded was seen to know of
 * none, and they are forgotten a week after the last member left.
 *
 * @param next the offset behind the last record that was read
 * @param newestMs the newest time of all records that were read, in milliseconds since 1970; it tells a record that is read
 *     again from one of a topic that was deleted and made anew, whose offsets begin at 0 once more
 */
public record ReadPosition(long next, long newestMs) {
    /** Of a partition that nothing was read of. */
    public static final ReadPosition START = new ReadPosition(0, Long.MIN_VALUE);

    /** Whether this record was read before. */
    public boolean covers(long offset, long timestampMs) {
        return offset < next && timestampMs <= newestMs;
    }

    /** The position once this record is read, too. */
    public ReadPosition after(long offset, long timestampMs) {
        return new ReadPosition(offset + 1, Math.max(newestMs, timestampMs));
    }

    /** As it is stored: both numbers, 8 bytes each, most significant first. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(next)
                .putLong(newestMs)
                .array();
    }

    /** What {@link #toBytes} gave. */
    public static ReadPosition of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ReadPosition(in.getLong(), in.getLong());
    }
}
