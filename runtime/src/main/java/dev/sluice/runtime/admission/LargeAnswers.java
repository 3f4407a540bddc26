package dev.sluice.runtime.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;

/**
 * How many large answers are made at once: each takes memory for a page, and a thread as long as its client reads.
 * Answers that fit into a buffer are none of these.
 */
public final class LargeAnswers {
    private final int most;
    private final Semaphore free;

    LargeAnswers(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /**
     * Takes a place for the answer to a request, before anything is made of it. It is given back when all of the answer
     * is written.
     *
     * @return whether one was free, or the request has one
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

    /** How many there may be. */
    public int most() {
        return most;
    }

    int taken() {
        return most - free.availablePermits();
    }
}
