package dev.sluice.runtime.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.Uuid;

/**
 * How far a partition has been read. It is written in the same transaction as what was made of its records, and so is never
 * behind that. The offsets that brokers keep for a group can be: a coordinator that has just loaded was seen to know of
 * none, and they are forgotten a week after the last member left.
 *
 * <p>A topic that is deleted and made anew begins at offset 0 once more: a record of it is told from one that is read again
 * by the topic's id where the reader knows it, and in any case if it is newer than all that was read.
 *
 * @param topicId of the topic that was read, or {@link Uuid#ZERO_UUID} where the reader doesn't know it
 * @param next the offset behind the last record that was read
 * @param newestMs the newest time of all records that were read, in milliseconds since 1970
 */
public record ConsumedOffset(Uuid topicId, long next, long newestMs) {
    /** How many bytes {@link #toBytes} gives. */
    public static final int BYTES = 4 * Long.BYTES;

    /** Of a partition that nothing was read of. */
    public static final ConsumedOffset START = new ConsumedOffset(0, Long.MIN_VALUE);

    /** Of a reader that doesn't know the topic's id. */
    public ConsumedOffset(long next, long newestMs) {
        this(Uuid.ZERO_UUID, next, newestMs);
    }

    /** Whether this record was read before. */
    public boolean covers(long offset, long timestampMs) {
        return covers(Uuid.ZERO_UUID, offset, timestampMs);
    }

    /** Whether this record of that topic was read before. */
    public boolean covers(Uuid topic, long offset, long timestampMs) {
        boolean ofAnother = !topicId.equals(Uuid.ZERO_UUID) && !topic.equals(Uuid.ZERO_UUID) && !topic.equals(topicId);
        return !ofAnother && offset < next && timestampMs <= newestMs;
    }

    /** The position once this record is read, too. */
    public ConsumedOffset after(long offset, long timestampMs) {
        return after(Uuid.ZERO_UUID, offset, timestampMs);
    }

    /** The position once this record of that topic is read, too. */
    public ConsumedOffset after(Uuid topic, long offset, long timestampMs) {
        return new ConsumedOffset(topic, offset + 1, Math.max(newestMs, timestampMs));
    }

    /** As it is stored: the id's two numbers and the others, 8 bytes each, most significant first. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(topicId.getMostSignificantBits())
                .putLong(topicId.getLeastSignificantBits())
                .putLong(next)
                .putLong(newestMs)
                .array();
    }

    /** What {@link #toBytes} gave. */
    public static ConsumedOffset of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ConsumedOffset(new Uuid(in.getLong(), in.getLong()), in.getLong(), in.getLong());
    }
}
