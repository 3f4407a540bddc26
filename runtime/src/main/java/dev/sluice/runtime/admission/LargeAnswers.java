package dev.sluice.runtime.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;

/**
 * Limits the number of large answers in progress: each takes memory for a page, and a thread while its client reads.
 * Responses that fit into a buffer don't count.
 */
public final class LargeAnswers {
    private final int max;
    private final Semaphore free;

    LargeAnswers(int max) {
        this.max = max;
        this.free = new Semaphore(max);
    }

    /**
     * Takes a place for the response to a request, before it is produced. The place is released when the response has
     * been written.
     *
     * @return whether a place was free, or the request has one already
     */
    public boolean enter(HttpServletRequest request) {
        if (request.getAttribute(RequestFilter.LARGE) != null) {
            return true;
        }
        if (!free.tryAcquire()) {
            return false;
        }
        request.setAttribute(RequestFilter.LARGE, this);
        return true;
    }

    void leave() {
        free.release();
    }

    /** The maximum number. */
    public int max() {
        return max;
    }

    int taken() {
        return max - free.availablePermits();
    }
}
