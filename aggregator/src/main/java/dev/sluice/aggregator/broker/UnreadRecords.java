package dev.sluice.aggregator.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a partition has any committed record between two offsets. At the end of a partition may stand nothing but markers of
 * transactions, and records of those that were aborted: a reader never gets to that end by the last record it read. What was
 * found once stays true, so the topic is looked into once for each such end.
 */
public final class UnreadRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadRecords.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    /** A reader that has got on since then is behind, no more: it is not to be held up by looking into the topic beside it. */
    private static final Duration STANDSTILL = Duration.ofMillis(100);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Gap> gaps = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Stand> stands = new ConcurrentHashMap<>();
    /** Guards the consumer. */
    private final ReentrantLock looking = new ReentrantLock();

    private @Nullable Consumer<byte[], byte[]> consumer;

    /**
     * @param consumers makes one that is in no group, reads what is committed, and begins at the earliest record where that
     *     which it is to begin at is gone
     * @param timeout how long to look at most
     * @param nanoTime as {@link System#nanoTime()}
     */
    public UnreadRecords(Supplier<Consumer<byte[], byte[]>> consumers, Duration timeout, LongSupplier nanoTime) {
        this.consumers = consumers;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Offsets without a record.
     *
     * @param from the first of them
     * @param to the offset after the last that was looked at
     * @param record whether a record stands there
     */
    private record Gap(long from, long to, boolean record) {}

    /**
     * Where the reader of a partition stands.
     *
     * @param sinceNanos when it was seen there first
     */
    private record Stand(long offset, long sinceNanos) {}

    /**
     * Whether it is known that there is none. To be asked again and again while the reader is waited for: the topic is looked
     * into only if the reader doesn't get on.
     *
     * @param from where the reader stands
     * @return false also if the brokers don't tell in time, and while another thread looks
     */
    public boolean isNoneBetween(TopicPartition partition, long from, long end) {
        Gap known = gaps.get(partition);
        if (known != null && known.from() <= from && (known.to() >= end || (known.record() && from <= known.to()))) {
            return known.to() >= end;
        }
        if (!standsStill(partition, from) || !looking.tryLock()) {
            return false;
        }
        try {
            Gap found = look(partition, from, end);
            gaps.put(partition, found);
            return found.to() >= end;
        } catch (KafkaException e) {
            LOG.debug("Can't see whether a record is in {} between {} and {}", partition, from, end, e);
            return false;
        } finally {
            looking.unlock();
        }
    }

    private boolean standsStill(TopicPartition partition, long offset) {
        long now = nanoTime.getAsLong();
        Stand stand = stands.compute(
                partition,
                (of, before) -> before != null && before.offset() == offset ? before : new Stand(offset, now));
        return now - stand.sinceNanos() >= STANDSTILL.toNanos();
    }

    private Gap look(TopicPartition partition, long from, long end) {
        Consumer<byte[], byte[]> reader = consumer();
        reader.assign(List.of(partition));
        reader.seek(partition, from);
        long start = nanoTime.getAsLong();
        long position = from;
        while (position < end && nanoTime.getAsLong() - start < timeout.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                return new Gap(from, record.offset(), true);
            }
            position = reader.position(partition, timeout);
        }
        return new Gap(from, position, false);
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> made = consumer;
        if (made == null) {
            made = consumers.get();
            consumer = made;
        }
        return made;
    }

    @Override
    public void close() {
        looking.lock();
        try {
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(CLOSE));
            }
        } finally {
            looking.unlock();
        }
    }
}
