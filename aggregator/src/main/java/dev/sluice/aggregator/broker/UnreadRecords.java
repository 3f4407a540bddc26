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
 * Whether a partition has a committed record between two offsets. A partition may end with transaction markers and
 * aborted records, which a consumer never returns, so the last record that it read doesn't reach the end offset. A
 * result stays valid, so each end offset is checked once.
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
     * @param consumers creates a consumer without a group, read_committed, that resets to the earliest offset
     * @param timeout the maximum time for a check
     * @param nanoTime as {@link System#nanoTime()}
     */
    public UnreadRecords(Supplier<Consumer<byte[], byte[]>> consumers, Duration timeout, LongSupplier nanoTime) {
        this.consumers = consumers;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /**
     * A range of offsets that was checked.
     *
     * @param from the first offset
     * @param to the offset after the last one
     * @param record whether the range has a record
     */
    private record Gap(long from, long to, boolean record) {}

    /**
     * The position of a partition's reader.
     *
     * @param sinceNanos when it was first seen there
     */
    private record Stand(long offset, long sinceNanos) {}

    /**
     * Whether the range is known to have no record. Called repeatedly while the reader is waited for: the topic is checked
     * only if the reader makes no progress.
     *
     * @param from the reader's offset
     * @return false also if the brokers don't answer in time, and while another thread checks
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
            LOG.debug("Could not check for records in {} between {} and {}", partition, from, end, e);
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
