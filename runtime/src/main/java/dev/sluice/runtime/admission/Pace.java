package dev.sluice.runtime.admission;

import java.time.Duration;

/**
 * Measures how fast a client sends or receives bytes. Only the time spent waiting for the client counts: backpressure
 * of the log never makes a client slow.
 */
final class Pace {
    private final long minInWindow;
    private final long windowNanos;
    private final long maxNanos;
    private long waited;
    private long waitedInWindow;
    private long movedInWindow;
    private boolean tooSlow;

    /**
     * @param minRate the minimum rate in bytes per second
     * @param window the waiting time over which the rate is measured
     * @param max the maximum total waiting time
     */
    Pace(long minRate, Duration window, Duration max) {
        this.windowNanos = window.toNanos();
        this.maxNanos = max.toNanos();
        this.minInWindow = Math.max(1, minRate * window.toMillis() / 1_000);
    }

    /** Bytes were received or sent. */
    synchronized void moved(long bytes) {
        movedInWindow += bytes;
    }

    /** The client was waited for. */
    synchronized void waited(long nanos) {
        waited += nanos;
        waitedInWindow += nanos;
        if (waited >= maxNanos) {
            tooSlow = true;
        }
        if (waitedInWindow >= windowNanos) {
            tooSlow |= movedInWindow < minInWindow;
            waitedInWindow = 0;
            movedInWindow = 0;
        }
    }

    synchronized boolean isTooSlow() {
        return tooSlow;
    }

    /** The waiting time until the next check. */
    synchronized long nanosToNextLook() {
        return Math.max(1, Math.min(windowNanos - waitedInWindow, maxNanos - waited));
    }
}
