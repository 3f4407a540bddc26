package dev.sluice.runtime.quarantine;

import dev.sluice.runtime.streams.StreamsFailures;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the record that a stage fails of again and again, so that it alone is set aside and all behind it goes on. One for each
 * stage and process; its threads share it.
 *
 * <p>Each owner of a partition gets a {@link PartitionWatch}, and has that process its records. What failed is told by notes outside
 * of transactions, so that it is known also after the process died. Failures of the infrastructure and orderly stops are
 * {@linkplain #failed excused}; a process that is killed can't be, which is harmless: kills without progress only have records be processed one by
 * one for a while.
 */
public final class Quarantine implements AutoCloseable {
    /** The fault of a file one of whose records was set aside. */
    public static final String CODE = "quarantined";

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final String stage;
    private final AttemptNotes notes;
    private final long longestNanos;
    private final UnreadableRecords unreadable = new UnreadableRecords();
    private final AtomicInteger suspects = new AtomicInteger();
    private final Set<PartitionWatch> open = ConcurrentHashMap.newKeySet();
    /** Records whose notes say that they are in flight, of which this process knows better but couldn't write it. */
    private final Map<TopicPartition, Long> excused = new ConcurrentHashMap<>();

    /**
     * @param stage as it is to be named, e.g. {@code row-splitter}
     * @param transactionTimeout of its producers: a record that needs half of it counts as failed
     */
    public Quarantine(String stage, AttemptNotes notes, Duration transactionTimeout) {
        this.stage = stage;
        this.notes = notes;
        this.longestNanos = transactionTimeout.dividedBy(2).toNanos();
    }

    /** For a new owner of a partition. */
    public PartitionWatch watch(TopicPartition partition) {
        PartitionWatch watch = new PartitionWatch(this, partition);
        open.add(watch);
        return watch;
    }

    /** The current thread has failed. If the infrastructure did, this doesn't count for the records that it was at. */
    public void failed(Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            open.stream().filter(watch -> watch.isOf(Thread.currentThread())).forEach(watch -> {
                var unused = watch.excuse();
            });
        }
    }

    /**
     * What was written for a record was refused. It counts as a failure of that record, unless it is one of the
     * infrastructure. From any thread.
     */
    public void refused(TopicPartition partition, long offset, Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            return;
        }
        LOG.warn("What {} wrote for the record of {} at offset {} was refused", stage, partition, offset, failure);
        Optional<PartitionWatch> watch =
                open.stream().filter(w -> w.partition().equals(partition)).findFirst();
        if (watch.isPresent()) {
            watch.get().refused(offset);
        } else {
            Note last = read(partition).orElseGet(() -> Note.done(offset, Collections.emptySortedMap()));
            write(partition, last.withFailure(offset));
        }
    }

    /** The records that its owners in this process have met before and haven't got behind. */
    public List<MetAgain> metAgain() {
        return open.stream().flatMap(watch -> watch.metAgain().stream()).toList();
    }

    /** The offset of the last record that was begun, by partition. */
    Map<TopicPartition, Long> begun() {
        Map<TopicPartition, Long> begun = new HashMap<>();
        open.forEach(watch -> begun.merge(watch.partition(), watch.last(), Math::max));
        return begun;
    }

    /** An orderly stop, once nothing is processed any more: what is still open doesn't count. */
    @Override
    public void close() {
        for (PartitionWatch watch : open) {
            if (!watch.excuse()) {
                // The others would wait for the brokers as long, and in vain.
                break;
            }
        }
        open.clear();
    }

    /**
     * Does what a process may die of too, such as a poll, but never while a suspected record is processed: that would be blamed.
     */
    public <T> T together(Supplier<T> work) {
        Lock together = ProcessGate.together();
        together.lock();
        try {
            return work.get();
        } finally {
            together.unlock();
        }
    }

    /** The records that the stage's consumers can't hand over. */
    public UnreadableRecords unreadable() {
        return unreadable;
    }

    /** Whether any partition's records are processed one by one, so that each of their outputs should be watched. */
    public boolean hasSuspects() {
        return suspects.get() > 0;
    }

    void suspects(int more) {
        suspects.addAndGet(more);
        ProcessGate.suspects(more);
    }

    String stage() {
        return stage;
    }

    long longestNanos() {
        return longestNanos;
    }

    void closed(PartitionWatch watch) {
        open.remove(watch);
    }

    Optional<Note> read(TopicPartition partition) {
        return notes.read(partition);
    }

    void write(TopicPartition partition, Note note) {
        notes.write(partition, note);
    }

    /** The record of a partition that is known not to be what an owner failed of, whatever its note says. */
    OptionalLong excused(TopicPartition partition) {
        Long offset = excused.remove(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** A note that a record in flight is done. While it can't be written, the process remembers it. */
    void writeDone(TopicPartition partition, Note inFlight, Note done) {
        excused.put(partition, inFlight.offset());
        write(partition, done);
        excused.remove(partition);
    }

    /** The same where nothing depends on it. False if it couldn't be written. */
    boolean excuse(TopicPartition partition, Note before, Note after) {
        try {
            if (before.kind() == Note.Kind.IN_FLIGHT) {
                writeDone(partition, before, after);
            } else {
                write(partition, after);
            }
            return true;
        } catch (KafkaException e) {
            LOG.info(
                    "Can't note that a failure of {} had nothing to do with records of {}: {}",
                    stage,
                    partition,
                    e.toString());
            return false;
        }
    }
}
