package dev.sluice.chaos.workload;

import dev.sluice.chaos.cluster.Role;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Signals work in progress: killing a process between two files would abort no transaction. Thread-safe. */
public final class Traffic {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    /** The time that a splitter needs. */
    private static final int LARGE = 20_000;

    private final Semaphore chunks = new Semaphore(0);
    private final Semaphore rows = new Semaphore(0);

    /** A chunk of this size is to be split. */
    void sawChunk(int bytes) {
        if (bytes >= LARGE) {
            chunks.release();
        }
    }

    /** Rows are to be combined. */
    public void sawRows() {
        rows.release();
    }

    /** Returns when the role has work, or after some seconds without. */
    public void await(Role role) throws InterruptedException {
        Semaphore work = role == Role.SPLITTER ? chunks : rows;
        work.drainPermits();
        var unused = work.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
