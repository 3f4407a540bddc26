package dev.sluice.runtime.streams;

import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import org.apache.kafka.common.Uuid;

/**
 * The offset up to which a partition has been processed. It is written in the same transaction as the output, so it is
 * never behind that. A consumer group's committed offsets can be: a newly loaded coordinator has been observed to have
 * none, and they expire a week after the last member left.
 *
 * <p>A topic that is deleted and recreated starts at offset 0 again: its records are distinguished from repeated ones
 * by the topic's id, if the reader knows it, and in any case by being newer than everything that was read.
 *
 * @param topicId of the topic that was read, or {@link Uuid#ZERO_UUID} if the reader doesn't know it
 * @param next the offset after the last record that was read
 * @param newestMs the highest timestamp of the records that were read, in milliseconds since 1970
 */
public record ConsumedOffset(Uuid topicId, long next, long newestMs) {
    private static final int TOPIC_ID_HIGH = 1;
    private static final int TOPIC_ID_LOW = 2;
    private static final int NEXT = 3;
    private static final int NEWEST_MS = 4;
    private static final int MAX_BYTES = 64;

    /** The offset of a partition that was never read. */
    public static final ConsumedOffset START = new ConsumedOffset(0, Long.MIN_VALUE);

    /** Creates the offset of a reader that doesn't know the topic's id. */
    public ConsumedOffset(long next, long newestMs) {
        this(Uuid.ZERO_UUID, next, newestMs);
    }

    /** Checks whether this record was read before. */
    public boolean covers(long offset, long timestampMs) {
        return covers(Uuid.ZERO_UUID, offset, timestampMs);
    }

    /** Checks whether this record of this topic was read before. */
    public boolean covers(Uuid topic, long offset, long timestampMs) {
        boolean ofAnother = !topicId.equals(Uuid.ZERO_UUID) && !topic.equals(Uuid.ZERO_UUID) && !topic.equals(topicId);
        return !ofAnother && offset < next && timestampMs <= newestMs;
    }

    /** Returns the consumed offset after this record was read too. */
    public ConsumedOffset after(long offset, long timestampMs) {
        return after(Uuid.ZERO_UUID, offset, timestampMs);
    }

    /** Returns the consumed offset after this record of this topic was read too. */
    public ConsumedOffset after(Uuid topic, long offset, long timestampMs) {
        return new ConsumedOffset(topic, offset + 1, Math.max(newestMs, timestampMs));
    }

    public void writeTo(WireWriter out) {
        out.fixed(TOPIC_ID_HIGH, topicId.getMostSignificantBits())
                .fixed(TOPIC_ID_LOW, topicId.getLeastSignificantBits())
                .number(NEXT, next)
                .number(NEWEST_MS, newestMs);
    }

    /** Returns the serialized form. */
    public byte[] toBytes() {
        WireWriter out = new WireWriter(MAX_BYTES);
        writeTo(out);
        return out.toBytes();
    }

    /** Reads the output of {@link #writeTo}. */
    public static ConsumedOffset readFrom(WireReader in) {
        Uuid topicId = new Uuid(in.fixed(TOPIC_ID_HIGH, 0), in.fixed(TOPIC_ID_LOW, 0));
        return new ConsumedOffset(topicId, in.number(NEXT), in.number(NEWEST_MS));
    }

    /**
     * Reads the output of {@link #toBytes}.
     *
     * @throws IllegalArgumentException if the bytes aren't such output
     */
    public static ConsumedOffset of(byte[] bytes) {
        return WireReader.read(bytes, ConsumedOffset::readFrom);
    }
}
