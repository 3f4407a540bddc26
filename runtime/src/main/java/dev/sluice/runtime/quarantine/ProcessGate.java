package dev.sluice.runtime.quarantine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Has a suspected record be the only one that is processed in this process, whatever stages run in it: what a process dies of
 * is then known. That is why there is one for all.
 */
final class ProcessGate {
    /** How long a poll may hold up a suspected record. */
    private static final Duration SHORT = Duration.ofMillis(10);

    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static final AtomicInteger SUSPECTS = new AtomicInteger();

    private ProcessGate() {}

    /** For records that nothing is known against: any number of them at once. */
    static Lock together() {
        return LOCK.readLock();
    }

    /** For one that is suspected. */
    static Lock alone() {
        return LOCK.writeLock();
    }

    /** So many more partitions of any stage, or fewer, have their records processed one by one. */
    static void suspects(int more) {
        SUSPECTS.addAndGet(more);
    }

    /** How long to poll, rather than for this long: a suspected record waits for it. */
    static Duration atMost(Duration timeout) {
        return SUSPECTS.get() > 0 && timeout.compareTo(SHORT) > 0 ? SHORT : timeout;
    }
}
