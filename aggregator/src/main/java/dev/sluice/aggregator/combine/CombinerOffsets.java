package dev.sluice.aggregator.combine;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the consumed offsets of {@code valid-rows}, which combiners write in the transactions of their deltas. */
public final class CombinerOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(CombinerOffsets.class);

    /**
     * How far before the end offset the last record is searched for: transaction markers and aborted records may follow
     * it.
     */
    private static final int LOOK_BACK = 1_000;

    private static final Duration POLL = Duration.ofMillis(100);
    /** Longer than any open transaction: the brokers abort it after 10 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Topic<?, ?> topic;
    private final IntToLongFunction ends;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LongSupplier nanoTime;
    private final AggregatorMetrics metrics;

    /**
     * Reads from the topic.
     *
     * @param ends the end offsets, open transactions included
     * @param consumers creates a consumer without a group, read_committed, that resets to the earliest offset
     */
    public CombinerOffsets(
            Topic<?, ?> topic,
            IntToLongFunction ends,
            Supplier<Consumer<byte[], byte[]>> consumers,
            LongSupplier nanoTime,
            AggregatorMetrics metrics) {
        this.topic = topic;
        this.ends = ends;
        this.consumers = consumers;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    /** With the clients of an instance's combiners. */
    public static CombinerOffsets of(
            Admin admin, CombinerClients clients, AggregatorProperties properties, AggregatorMetrics metrics) {
        Topic<?, ?> topic = properties.topics().combined();
        BrokerEndOffsets ends = new BrokerEndOffsets(admin, TIMEOUT);
        return new CombinerOffsets(
                topic,
                partition -> ends.of(new TopicPartition(topic.name(), partition)),
                () -> clients.reader("positions"),
                System::nanoTime,
                metrics);
    }

    /**
     * The consumed offsets of these partitions, without those of which nothing is combined. Waits for open transactions
     * of previous owners.
     *
     * @throws TimeoutException if such a transaction stays open
     * @throws BrokerEndOffsets.UnknownException if the brokers don't answer
     */
    public Map<Integer, ConsumedOffset> of(Collection<Integer> partitions) {
        Map<TopicPartition, Long> unread = new HashMap<>();
        for (int partition : partitions) {
            long end = ends.applyAsLong(partition);
            if (end > 0) {
                unread.put(new TopicPartition(topic.name(), partition), end);
            }
        }
        Map<Integer, ConsumedOffset> found = new HashMap<>();
        if (unread.isEmpty()) {
            return found;
        }
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(unread.keySet());
            unread.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - LOOK_BACK)));
            read(consumer, unread, found);
            Map<TopicPartition, Long> missed = unread.entrySet().stream()
                    .filter(each -> !found.containsKey(each.getKey().partition()) && each.getValue() > LOOK_BACK)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            consumer.assign(missed.keySet());
            consumer.seekToBeginning(missed.keySet());
            read(consumer, missed, found);
        }
        return found;
    }

    private void read(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Map<Integer, ConsumedOffset> found) {
        long deadline = nanoTime.getAsLong() + TIMEOUT.toNanos();
        while (ends.entrySet().stream().anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
            if (nanoTime.getAsLong() - deadline > 0) {
                throw new TimeoutException("a transaction in " + topic.name() + " is still open after " + TIMEOUT);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read(record).ifPresent(position -> found.put(record.partition(), position));
            }
        }
    }

    /**
     * An unreadable record is ignored; the one before it counts, and the combiner writes a new one with its next rows.
     */
    private Optional<ConsumedOffset> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(CombinedPosition.read(record.partition(), record.value()));
        } catch (SerializationException e) {
            LOG.warn(
                    "Ignored the record of {}-{} at offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            metrics.unreadablePosition();
            return Optional.empty();
        }
    }
}
