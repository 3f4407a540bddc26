package dev.sluice.schemas.quarantine;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Has a suspected record be the only one that is processed in this process, whatever stages run in it: what a process dies of
 * is then known. That is why there is one for all.
 */
final class ProcessGate {
    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

    private ProcessGate() {}

    /** For records that nothing is known against: any number of them at once. */
    static Lock together() {
        return LOCK.readLock();
    }

    /** For one that is suspected. */
    static Lock alone() {
        return LOCK.writeLock();
    }
}
