package dev.sluice.runtime.quarantine;

import dev.sluice.runtime.streams.StreamsFailures;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One owner's attempts at the records of a partition, from its assignment until it is {@linkplain #close closed}. Reads
 * and writes no notes before the first record. Used by the owner's thread; {@link Quarantine} may report failures from
 * other threads.
 */
public final class PartitionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Quarantine quarantine;
    private final TopicPartition partition;
    private @Nullable Attempts attempts;
    private @Nullable Thread owner;
    private boolean alone;
    private long firstOffset;
    private volatile @Nullable MetAgain met;
    private volatile long last = Long.MIN_VALUE;

    PartitionWatch(Quarantine quarantine, TopicPartition partition) {
        this.quarantine = quarantine;
        this.partition = partition;
    }

    /**
     * Whether records are to be processed one by one, each committed before the next is read. Reads and writes notes at
     * the first record.
     *
     * @param offset of the next record
     */
    public boolean isAlone(long offset) {
        if (attempts == null) {
            begin(offset);
        }
        return alone;
    }

    /**
     * Processes one record or, unless records are processed {@linkplain #isAlone alone}, several from this one on.
     * After a record that was processed alone, the caller must request a commit.
     *
     * @param offset of the first record
     * @return false if the record is to be quarantined; then nothing was processed
     */
    public boolean run(long offset, Runnable work) {
        last = offset;
        if (isAlone(offset)) {
            return runAlone(offset, work);
        }
        Lock together = ProcessGate.together();
        together.lock();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failedAmongOthers(offset, e);
            throw e;
        } finally {
            together.unlock();
        }
        return true;
    }

    /** The owner has lost or released the partition. */
    @Override
    public synchronized void close() {
        setAlone(false);
        quarantine.closed(this);
    }

    /** The offset of the last record that was started; the minimum value before the first. */
    long last() {
        return last;
    }

    TopicPartition partition() {
        return partition;
    }

    boolean isOf(Thread thread) {
        return thread.equals(owner);
    }

    /** The output of a record was refused. */
    synchronized void refused(long offset) {
        Attempts known = attempts;
        if (known != null) {
            known.refused(offset);
            quarantine.write(partition, known.note());
        }
    }

    /** Best effort, as the brokers may be unavailable. False if it couldn't be noted. */
    synchronized boolean excuse() {
        Attempts known = attempts;
        if (known == null) {
            return true;
        }
        Note before = known.note();
        known.excuse();
        return known.note().equals(before) || quarantine.excuse(partition, before, known.note());
    }

    /** The record at which the owner is, if it has been started before. Doesn't block. */
    Optional<MetAgain> metAgain() {
        return Optional.ofNullable(met);
    }

    private void tellHowOftenMet(Attempts known) {
        int times = known.timesMet();
        met = times < 2 ? null : new MetAgain(partition, firstOffset, times);
    }

    private synchronized void begin(long offset) {
        owner = Thread.currentThread();
        firstOffset = offset;
        Attempts begun = Attempts.begin(quarantine.read(partition), offset, quarantine.excused(partition));
        tellHowOftenMet(begun);
        quarantine.write(partition, begun.note());
        if (begun.isAlone()) {
            LOG.warn(
                    "{} of {} restarts at offset {} after failures there: the next records are processed one by one",
                    quarantine.stage(),
                    partition,
                    offset);
        }
        setAlone(begun.isAlone());
        attempts = begun;
    }

    private boolean runAlone(long offset, Runnable work) {
        Attempts known = begun();
        if (known.isSetAside(offset)) {
            LOG.error(
                    "{} quarantines the record of {} at offset {}: it has failed alone",
                    quarantine.stage(),
                    partition,
                    offset);
            return false;
        }
        Lock lock = ProcessGate.alone();
        lock.lock();
        try {
            note(() -> known.startedAlone(offset));
            long begun = THREADS.getCurrentThreadCpuTime();
            work.run();
            // Time that the thread waited for brokers or for other processes isn't attributed to the record.
            long took = THREADS.getCurrentThreadCpuTime() - begun;
            if (took > quarantine.longestNanos()) {
                overdue(offset, took);
            } else {
                done(offset);
            }
        } catch (RuntimeException | Error e) {
            failedAlone(offset, e);
            throw e;
        } finally {
            lock.unlock();
        }
        return true;
    }

    private void done(long offset) {
        Attempts known = begun();
        synchronized (this) {
            Note before = known.note();
            known.done(offset);
            setAlone(known.isAlone());
            quarantine.writeDone(partition, before, known.note());
        }
    }

    private synchronized void overdue(long offset, long nanos) {
        LOG.warn(
                "{} of the record of {} at offset {} took {} ms, close to the transaction timeout",
                quarantine.stage(),
                partition,
                offset,
                nanos / 1_000_000);
        begun().failedAlone(offset);
    }

    private void failedAlone(long offset, Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            var unused = excuse();
        } else {
            synchronized (this) {
                begun().failedAlone(offset);
            }
        }
    }

    private void failedAmongOthers(long offset, Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            return;
        }
        try {
            note(() -> begun().failedAmongOthers(offset));
        } catch (RuntimeException e) {
            // The failure itself is what must be reported; the next owner notes another start here.
            failure.addSuppressed(e);
        }
    }

    private void setAlone(boolean now) {
        if (now != alone) {
            alone = now;
            quarantine.suspects(now ? 1 : -1);
        }
    }

    private Attempts begun() {
        return Objects.requireNonNull(attempts, "not begun");
    }

    private synchronized void note(Runnable change) {
        change.run();
        quarantine.write(partition, begun().note());
    }
}
