package dev.sluice.runtime.admission;

import java.time.Duration;

/**
 * Judges how fast a client sends or takes bytes. Only the time in which the client was waited for counts: back-pressure
 * of the log never makes a client slow.
 */
final class Pace {
    private final long leastInWindow;
    private final long windowNanos;
    private final long mostNanos;
    private long waited;
    private long waitedInWindow;
    private long movedInWindow;
    private boolean tooSlow;

    /**
     * @param minRate bytes per second, at least
     * @param window over how much waiting the rate is taken
     * @param most how much waiting there may be altogether
     */
    Pace(long minRate, Duration window, Duration most) {
        this.windowNanos = window.toNanos();
        this.mostNanos = most.toNanos();
        this.leastInWindow = Math.max(1, minRate * window.toMillis() / 1_000);
    }

    /** Bytes came, or went. */
    synchronized void moved(long bytes) {
        movedInWindow += bytes;
    }

    /** The client was waited for. */
    synchronized void waited(long nanos) {
        waited += nanos;
        waitedInWindow += nanos;
        if (waited >= mostNanos) {
            tooSlow = true;
        }
        if (waitedInWindow >= windowNanos) {
            tooSlow |= movedInWindow < leastInWindow;
            waitedInWindow = 0;
            movedInWindow = 0;
        }
    }

    synchronized boolean isTooSlow() {
        return tooSlow;
    }

    /** After how much more waiting it is judged again. */
    synchronized long nanosToNextLook() {
        return Math.max(1, Math.min(windowNanos - waitedInWindow, mostNanos - waited));
    }
}
