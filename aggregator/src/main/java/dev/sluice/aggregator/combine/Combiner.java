package dev.sluice.aggregator.combine;

import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.progress.CombineProgress;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.runtime.quarantine.PartitionWatch;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first level of the aggregation: reads {@code valid-rows}, adds each row to the pending delta of its file and
 * series, and sends the deltas to the partition of their file.
 *
 * <p>A transaction contains the deltas of some rows and the offsets after these rows; nothing of a row stays in memory
 * after its transaction. A transaction ends when no more rows are available, so that small files have low latency, or
 * else after the flush interval, so that a large file has few deltas. Used by one thread.
 *
 * <p>The consumed offsets are also written to a separate topic in the same transaction: a row that is read again
 * because the brokers lost the group's offsets is dropped.
 */
public final class Combiner implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Combiner.class);

    /** How long to poll if no delta is pending. */
    private static final Duration IDLE = Duration.ofMillis(100);
    /** How long to poll for more rows if deltas are pending. */
    private static final Duration QUIET = Duration.ofMillis(5);

    /** The minimum time between two commits: a commit costs the brokers more than many rows do. */
    private static final Duration COMMIT_PAUSE = Duration.ofMillis(20);

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Deserializer<ValidRow> reader;
    private final CombinerOffsets combined;
    private final Topics topics;
    private final Duration flushInterval;
    private final int maxPending;
    private final AggregatorMetrics metrics;
    private final CombinerOutputs outputs;
    private final Quarantine quarantine;
    private final CombineProgress progress;
    private final LongSupplier nanoTime;

    private final PendingDeltas pending = new PendingDeltas();
    /** The consumed offset of each assigned partition. */
    private final Map<Integer, ConsumedOffset> positions = new HashMap<>();
    /** The watches of the partitions that have been read. */
    private final Map<TopicPartition, PartitionWatch> watches = new HashMap<>();
    /** By partition, the first polled record that isn't added yet. */
    private final Map<TopicPartition, Long> unread = new HashMap<>();
    /** The consumed offsets that the open transaction commits; empty if none is open. */
    private final Map<TopicPartition, ConsumedOffset> readTo = new HashMap<>();

    private long begun;
    private long committed;
    /** As a static member it stays in the group: its replacement on this thread rejoins soon. */
    private GroupMembershipOperation membership = GroupMembershipOperation.REMAIN_IN_GROUP;

    /**
     * Combines with these clients; {@link #close} closes them.
     *
     * @param producer with a transactional id
     * @param combined reads the consumed offsets of newly assigned partitions
     * @param quarantine of this stage
     * @param progress of this stage
     */
    public Combiner(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            Deserializer<ValidRow> reader,
            CombinerOffsets combined,
            AggregatorProperties properties,
            AggregatorMetrics metrics,
            Quarantine quarantine,
            CombineProgress progress,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.producer = producer;
        this.reader = reader;
        this.combined = combined;
        this.topics = properties.topics();
        this.flushInterval = properties.flushInterval();
        this.maxPending = properties.pendingSeries();
        this.metrics = metrics;
        this.outputs = new CombinerOutputs(producer, topics, metrics);
        this.quarantine = quarantine;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.committed = nanoTime.getAsLong() - COMMIT_PAUSE.toNanos();
    }

    /** Fences earlier clients with the same ids, and subscribes. */
    public void start() {
        producer.initTransactions();
        consumer.subscribe(List.of(topics.validRows().name()), this);
    }

    /** Polls once, and sends the pending deltas if that is due. */
    public void round() {
        try {
            ConsumerRecords<byte[], byte[]> rows = consumer.poll(isOpen() ? QUIET : IDLE);
            for (TopicPartition partition : rows.partitions()) {
                unread.put(partition, rows.records(partition).get(0).offset());
            }
            for (TopicPartition partition : rows.partitions()) {
                add(partition, rows.records(partition));
            }
            consumer.assignment().forEach(this::reportUnreadable);
            if (isOpen() && isDue(rows.isEmpty(), nanoTime.getAsLong())) {
                commit();
            }
        } catch (RuntimeException | Error e) {
            quarantine.failed(e);
            throw e;
        }
    }

    private boolean isDue(boolean quiet, long now) {
        return now - begun >= flushInterval.toNanos() || (quiet && now - committed >= COMMIT_PAUSE.toNanos());
    }

    /** Sends the pending deltas, due or not. */
    private void finish() {
        if (isOpen()) {
            commit();
        }
    }

    /**
     * Sends the pending deltas, and leaves the group on close, so that other members take over the partitions
     * immediately.
     */
    void leave() {
        finish();
        membership = GroupMembershipOperation.LEAVE_GROUP;
    }

    /** Closes the clients. Rows whose deltas weren't sent are read again by the next owner. */
    @Override
    public void close() {
        watches.values().forEach(PartitionWatch::close);
        producer.close(CLOSE);
        consumer.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(membership));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.debug("Combining {}", partitions);
        progress.retainOnly(consumer.assignment());
        positions.putAll(
                combined.of(partitions.stream().map(TopicPartition::partition).toList()));
    }

    /** The next owner continues after the rows that were read here. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        finish();
        forget(partitions);
    }

    /** Another member owns the partitions already, and reads the uncommitted rows again. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        if (isOpen()) {
            pending.clear();
            readTo.clear();
            producer.abortTransaction();
        }
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        progress.revoked(partitions);
        for (TopicPartition partition : partitions) {
            positions.remove(partition.partition());
            PartitionWatch watch = watches.remove(partition);
            if (watch != null) {
                watch.close();
            }
        }
    }

    private boolean isOpen() {
        return !readTo.isEmpty();
    }

    private void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> rows) {
        PartitionWatch watch = watches.computeIfAbsent(partition, this::watch);
        int done = 0;
        while (done < rows.size()) {
            List<ConsumerRecord<byte[], byte[]>> left = rows.subList(done, rows.size());
            long offset = left.get(0).offset();
            if (watch.isAlone(offset)) {
                addAlone(watch, partition, left);
                done++;
            } else {
                int count = Math.min(watch.atOnce(offset), left.size());
                List<ConsumerRecord<byte[], byte[]>> rest = left.subList(count, left.size());
                watch.run(offset, count, () -> add(partition, left.subList(0, count), rest, this::add));
                if (watch.isCommitDue()) {
                    commit();
                }
                done += count;
            }
        }
    }

    private PartitionWatch watch(TopicPartition partition) {
        progress.assigned(partition);
        return quarantine.watch(partition);
    }

    /** Adds the first of these rows, which is suspected of causing failures, in a separate transaction. */
    private void addAlone(PartitionWatch watch, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> rows) {
        // The pending deltas are of other rows.
        finish();
        List<ConsumerRecord<byte[], byte[]>> suspected = rows.subList(0, 1);
        List<ConsumerRecord<byte[], byte[]>> rest = rows.subList(1, rows.size());
        boolean added = watch.run(suspected.get(0).offset(), () -> {
            add(partition, suspected, rest, this::add);
            commit();
        });
        if (!added) {
            metrics.quarantined(Stage.COMBINE);
            add(partition, suspected, rest, this::quarantine);
            commit();
        }
    }

    /**
     * Adds rows to the open transaction, or to a new one.
     *
     * @param rest the rows after them that aren't added yet
     */
    private void add(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> rows,
            List<ConsumerRecord<byte[], byte[]>> rest,
            RowAdder adder) {
        ConsumedOffset position = open(partition);
        progress.started(partition, rows.get(0).offset());
        long repeated = 0;
        for (ConsumerRecord<byte[], byte[]> record : rows) {
            if (position.covers(record.offset(), record.timestamp())) {
                repeated++;
            } else {
                adder.add(record);
                position = position.after(record.offset(), record.timestamp());
            }
        }
        // Even without new rows, so that the group's committed offset is restored.
        readTo.put(partition, position);
        if (rest.isEmpty()) {
            unread.remove(partition);
        } else {
            unread.put(partition, rest.get(0).offset());
        }
        if (repeated > 0) {
            LOG.warn(
                    "{} rows of {} were read again, as the brokers lost its committed offset, {}; they are dropped",
                    repeated,
                    partition,
                    position.next());
            metrics.repeatedDropped(repeated);
        }
    }

    /** Includes the partition in the open transaction, or in a new one. Returns its consumed offset. */
    private ConsumedOffset open(TopicPartition partition) {
        if (!isOpen()) {
            producer.beginTransaction();
            begun = nanoTime.getAsLong();
        }
        ConsumedOffset position = readTo.get(partition);
        return position == null ? positions.getOrDefault(partition.partition(), ConsumedOffset.START) : position;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        ValidRow row = read(record);
        if (row != null) {
            pending.add(row);
        }
        if (pending.size() >= maxPending) {
            sendDeltas();
        }
    }

    /** Reads a row; null if it went to the dead letters. Doesn't change the pending deltas. */
    private @Nullable ValidRow read(ConsumerRecord<byte[], byte[]> record) {
        try {
            ValidRow row = reader.deserialize(record.topic(), record.value());
            PendingDeltas.requireAddable(row);
            return row;
        } catch (SerializationException e) {
            outputs.deadLetter(record, String.valueOf(e.getMessage()), false);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error(
                    "The row at offset {} of {}-{} can't be processed",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e);
            setAside(record, "the row can't be processed: " + e, false);
        }
        return null;
    }

    private void quarantine(ConsumerRecord<byte[], byte[]> record) {
        setAside(record, "quarantined, as combining failed whenever it processed the row", true);
    }

    /**
     * An invalid row may belong to no file; a valid one that can't be processed keeps its file from being reconciled.
     */
    private void setAside(ConsumerRecord<byte[], byte[]> record, String why, boolean quarantined) {
        outputs.deadLetter(record, why, quarantined);
        RowOwner.fileOf(record.value()).ifPresent(fileId -> outputs.setAside(fileId, record));
    }

    /** Reports records that the consumer skipped. Only their offsets are known, so no file can be failed for them. */
    private void reportUnreadable(TopicPartition partition) {
        quarantine.unreadable().drain(partition, skipped -> {
            readTo.put(partition, open(partition));
            outputs.deadLetter(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), skipped.offset(), NOTHING, NOTHING),
                    skipped.reason(),
                    true);
            metrics.quarantined(Stage.COMBINE);
        });
    }

    private interface RowAdder {
        void add(ConsumerRecord<byte[], byte[]> record);
    }

    private void commit() {
        sendDeltas();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        readTo.forEach((partition, position) -> {
            offsets.put(partition, new OffsetAndMetadata(next(partition)));
            outputs.position(partition.partition(), position);
        });
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        // Fails if any of the sends failed.
        producer.commitTransaction();
        readTo.forEach((partition, position) -> {
            positions.put(partition.partition(), position);
            progress.committed(partition);
        });
        readTo.clear();
        committed = nanoTime.getAsLong();
    }

    /**
     * The offset from which to continue: also after transaction markers, so that the group doesn't show a permanent
     * lag.
     */
    private long next(TopicPartition partition) {
        Long offset = unread.get(partition);
        return offset == null ? consumer.position(partition) : offset;
    }

    private void sendDeltas() {
        pending.drainTo(outputs::deltas);
    }
}
