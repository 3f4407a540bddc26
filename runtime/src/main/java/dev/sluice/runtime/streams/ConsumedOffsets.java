package dev.sluice.runtime.streams;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumed offset of each topic of a Kafka Streams task, kept in a store of the task, so that no record is
 * processed twice, whatever offset the brokers make the task start at. A task reads one partition of each topic.
 *
 * <p>The store is cached by Kafka Streams: a commit writes one small record per topic, however many records were read.
 */
public final class ConsumedOffsets {
    /** The store's name. */
    public static final String STORE = "read-positions";

    private static final Logger LOG = LoggerFactory.getLogger(ConsumedOffsets.class);

    private final Function<String, byte @Nullable []> get;
    private final BiConsumer<String, byte[]> put;
    private final Set<String> complained = new HashSet<>();

    /**
     * Uses the task's store.
     *
     * @param get reads a topic's {@link ConsumedOffset}, as bytes
     * @param put writes it
     */
    public ConsumedOffsets(Function<String, byte @Nullable []> get, BiConsumer<String, byte[]> put) {
        this.get = get;
        this.put = put;
    }

    /** The consumed offset of a topic. */
    public ConsumedOffset of(String topic) {
        byte[] bytes = get.apply(topic);
        return bytes == null ? ConsumedOffset.START : ConsumedOffset.of(bytes);
    }

    /** Whether a record was read before and is to be dropped. */
    public boolean cover(String topic, int partition, long offset, long timestampMs) {
        return cover(topic, Uuid.ZERO_UUID, partition, offset, timestampMs);
    }

    /** Likewise, if the topic's id is known. */
    public boolean cover(String topic, Uuid topicId, int partition, long offset, long timestampMs) {
        ConsumedOffset position = of(topic);
        boolean covered = position.covers(topicId, offset, timestampMs);
        if (covered && complained.add(topic)) {
            LOG.warn(
                    "{}-{} is read again from offset {}, as the brokers lost its committed offset, {}; no "
                            + "record is processed twice",
                    topic,
                    partition,
                    offset,
                    position.next());
        }
        return covered;
    }

    /** Marks a record as read. */
    public void read(String topic, long offset, long timestampMs) {
        read(topic, Uuid.ZERO_UUID, offset, timestampMs);
    }

    /** Likewise, if the topic's id is known. */
    public void read(String topic, Uuid topicId, long offset, long timestampMs) {
        put.accept(topic, of(topic).after(topicId, offset, timestampMs).toBytes());
    }
}
