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
    private boolean suspicious;
    private boolean commitDue;
    private long firstOffset;
    private volatile @Nullable MetAgain met;
    private volatile long last = Long.MIN_VALUE;

    PartitionWatch(Quarantine quarantine, TopicPartition partition) {
        this.quarantine = quarantine;
        this.partition = partition;
    }

    /**
     * Whether a record is to be processed alone: committed before the next one is read. Reads and writes notes at the
     * first record.
     */
    public boolean isAlone(long offset) {
        return begun(offset).isAlone(offset);
    }

    /** The maximum number of records, from this one on, that the next {@link #run} may process. */
    public int atOnce(long offset) {
        return begun(offset).atOnce(offset);
    }

    /**
     * Processes one record.
     *
     * @return false if the record is to be quarantined; then nothing was processed
     */
    public boolean run(long offset, Runnable work) {
        return run(offset, 1, work);
    }

    /**
     * Processes records.
     *
     * @param offset of the first one
     * @param records how many; at most {@link #atOnce}
     * @return false if the record is to be quarantined; then nothing was processed
     */
    public boolean run(long offset, int records, Runnable work) {
        last = offset;
        Attempts known = begun(offset);
        boolean done =
                known.isAlone(offset) ? runAlone(known, offset, work) : runTogether(known, offset, records, work);
        if (suspicious) {
            setSuspicious(known.hasSuspects(offset + 1));
        }
        return done;
    }

    /** Whether the caller must request a commit before it processes the next record. */
    public boolean isCommitDue() {
        return commitDue;
    }

    /** The owner has lost or released the partition. */
    @Override
    public synchronized void close() {
        setSuspicious(false);
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

    private Attempts begun(long offset) {
        Attempts known = attempts;
        return known == null ? begin(offset) : known;
    }

    private synchronized Attempts begin(long offset) {
        owner = Thread.currentThread();
        firstOffset = offset;
        Attempts begun = Attempts.begin(quarantine.read(partition), offset, quarantine.excused(partition));
        tellHowOftenMet(begun);
        quarantine.write(partition, begun.note());
        if (begun.isAlone(offset)) {
            LOG.warn(
                    "{} of {} restarts at offset {} after failures there: the next records are processed one by one",
                    quarantine.stage(),
                    partition,
                    offset);
        }
        setSuspicious(begun.hasSuspects(offset));
        attempts = begun;
        return begun;
    }

    private boolean runTogether(Attempts known, long offset, int records, Runnable work) {
        if (known.isBatchOver()) {
            note(() -> known.batchStarted(offset));
        }
        Lock together = ProcessGate.together();
        together.lock();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failedAmongOthers(known, offset, records, e);
            throw e;
        } finally {
            together.unlock();
        }
        known.processed(records);
        commitDue = known.isBatchOver();
        return true;
    }

    private boolean runAlone(Attempts known, long offset, Runnable work) {
        commitDue = true;
        if (known.isQuarantined(offset)) {
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
            if (took > quarantine.maxNanos()) {
                overdue(known, offset, took);
            } else {
                done(known, offset);
            }
        } catch (RuntimeException | Error e) {
            failedAlone(known, offset, e);
            throw e;
        } finally {
            lock.unlock();
        }
        return true;
    }

    private synchronized void done(Attempts known, long offset) {
        Note before = known.note();
        known.done(offset);
        quarantine.writeDone(partition, before, known.note());
    }

    private synchronized void overdue(Attempts known, long offset, long nanos) {
        LOG.warn(
                "{} of the record of {} at offset {} took {} ms, close to the transaction timeout",
                quarantine.stage(),
                partition,
                offset,
                nanos / 1_000_000);
        known.failedAlone(offset);
    }

    private void failedAlone(Attempts known, long offset, Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            var unused = excuse();
        } else {
            synchronized (this) {
                known.failedAlone(offset);
            }
        }
    }

    private void failedAmongOthers(Attempts known, long offset, int records, Throwable failure) {
        if (StreamsFailures.isInfrastructure(failure)) {
            return;
        }
        try {
            note(() -> known.failedAmongOthers(offset, records));
        } catch (RuntimeException e) {
            // The failure itself is what must be reported; the next owner notes another start here.
            failure.addSuppressed(e);
        }
    }

    private void setSuspicious(boolean now) {
        if (now != suspicious) {
            suspicious = now;
            quarantine.suspects(now ? 1 : -1);
        }
    }

    private synchronized void note(Runnable change) {
        change.run();
        quarantine.write(
                partition, Objects.requireNonNull(attempts, "not begun").note());
    }
}
