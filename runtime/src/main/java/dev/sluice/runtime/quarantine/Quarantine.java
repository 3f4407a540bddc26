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
 * Finds the record on which a stage fails repeatedly, so that only that record is quarantined and processing continues
 * after it. There is one instance per stage and process, shared by its threads.
 *
 * <p>Each owner of a partition gets a {@link PartitionWatch}, which processes its records. Failures are noted outside
 * transactions, so that they are known even if the process died. Failures of the infrastructure and orderly shutdowns
 * are {@linkplain #failed excused}. A killed process can't excuse itself, which is harmless: after kills without progress
 * the stage only commits more often for a while.
 */
public final class Quarantine implements AutoCloseable {
    /** The fault of a file of which a record was quarantined. */
    public static final String CODE = "quarantined";

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final String stage;
    private final AttemptNotes notes;
    private final long maxNanos;
    private final UnreadableRecords unreadable = new UnreadableRecords();
    private final AtomicInteger suspects = new AtomicInteger();
    private final Set<PartitionWatch> open = ConcurrentHashMap.newKeySet();
    /** Records whose notes say "in flight", which this process knows to be wrong but couldn't correct. */
    private final Map<TopicPartition, Long> excused = new ConcurrentHashMap<>();

    /**
     * @param stage its name, e.g. {@code row-splitter}
     * @param transactionTimeout of its producers: a record that takes half of it counts as failed
     */
    public Quarantine(String stage, AttemptNotes notes, Duration transactionTimeout) {
        this.stage = stage;
        this.notes = notes;
        this.maxNanos = transactionTimeout.dividedBy(2).toNanos();
    }

    /** The watch of a new owner of a partition. */
    public PartitionWatch watch(TopicPartition partition) {
        PartitionWatch watch = new PartitionWatch(this, partition);
        open.add(watch);
        return watch;
    }

    /** The current thread has failed. A failure of the infrastructure doesn't count for the records in progress. */
    public void failed(Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            open.stream().filter(watch -> watch.isOf(Thread.currentThread())).forEach(watch -> {
                var unused = watch.excuse();
            });
        }
    }

    /**
     * The output of a record was refused. That counts as a failure of the record, unless the infrastructure failed.
     * Called from any thread.
     */
    public void refused(TopicPartition partition, long offset, Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            return;
        }
        LOG.warn(
                "The brokers refused the output of {} for the record of {} at offset {}",
                stage,
                partition,
                offset,
                failure);
        Optional<PartitionWatch> watch =
                open.stream().filter(w -> w.partition().equals(partition)).findFirst();
        if (watch.isPresent()) {
            watch.get().refused(offset);
        } else {
            Note last = read(partition).orElseGet(() -> Note.done(offset, Collections.emptySortedMap()));
            write(partition, last.withFailure(offset));
        }
    }

    /** The records that owners in this process have started again without committing them. */
    public List<MetAgain> metAgain() {
        return open.stream().flatMap(watch -> watch.metAgain().stream()).toList();
    }

    /** The offset of the last started record, by partition. */
    Map<TopicPartition, Long> begun() {
        Map<TopicPartition, Long> begun = new HashMap<>();
        open.forEach(watch -> begun.merge(watch.partition(), watch.last(), Math::max));
        return begun;
    }

    /** An orderly shutdown, once nothing is being processed: open attempts don't count. */
    @Override
    public void close() {
        for (PartitionWatch watch : open) {
            if (!watch.excuse()) {
                // The next ones would wait for the brokers as long, without success.
                break;
            }
        }
        open.clear();
    }

    /**
     * Runs something else that the process may die of, such as a poll, but never while a suspected record is processed:
     * that record would be blamed.
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

    /** The records that the stage's consumers can't read. */
    public UnreadableRecords unreadable() {
        return unreadable;
    }

    /** Whether records of any partition are suspected, so that each of their outputs must be watched. */
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

    long maxNanos() {
        return maxNanos;
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

    /** The record of a partition that is known not to be the cause of a failure, whatever its note says. */
    OptionalLong excused(TopicPartition partition) {
        Long offset = excused.remove(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** Notes that a record in flight is done. If that can't be written, the process remembers it. */
    void writeDone(TopicPartition partition, Note inFlight, Note done) {
        excused.put(partition, inFlight.offset());
        write(partition, done);
        excused.remove(partition);
    }

    /** Likewise, best effort. False if it couldn't be written. */
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
                    "Could not note that a failure of {} was not caused by records of {}: {}",
                    stage,
                    partition,
                    e.toString());
            return false;
        }
    }
}
