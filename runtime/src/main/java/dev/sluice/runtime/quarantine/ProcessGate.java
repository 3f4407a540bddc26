package dev.sluice.runtime.quarantine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Makes a suspected record the only one that is processed in this process, by whichever stage: if the process dies, the
 * cause is known. There is one gate per process.
 */
final class ProcessGate {
    /** The maximum time that a poll may delay a suspected record. */
    private static final Duration SHORT = Duration.ofMillis(10);

    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static final AtomicInteger SUSPECTS = new AtomicInteger();

    private ProcessGate() {}

    /** The lock for records without suspicion; any number may hold it. */
    static Lock together() {
        return LOCK.readLock();
    }

    /** The lock for a suspected record. */
    static Lock alone() {
        return LOCK.writeLock();
    }

    /** Changes the number of partitions, of any stage, whose records are processed one by one. */
    static void suspects(int more) {
        SUSPECTS.addAndGet(more);
    }

    /** Limits the duration of a poll if a suspected record is waiting. */
    static Duration atMost(Duration timeout) {
        return SUSPECTS.get() > 0 && timeout.compareTo(SHORT) > 0 ? SHORT : timeout;
    }
}
