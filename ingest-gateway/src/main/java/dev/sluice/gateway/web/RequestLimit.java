package dev.sluice.gateway.web;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.runtime.admission.Bodies;
import java.util.concurrent.Semaphore;

/** Limits the number of concurrent requests of a kind: each occupies a thread and some memory. */
public final class RequestLimit implements Bodies.Places {
    private final int max;
    private final Problem beyond;
    private final Semaphore free;

    /** @param beyond the problem that a request beyond the limit is answered with */
    public RequestLimit(int max, Problem beyond) {
        this.max = max;
        this.beyond = beyond;
        this.free = new Semaphore(max);
    }

    /**
     * Takes a place, to be released by {@link #leave}.
     *
     * @throws RefusedException if none is free
     */
    @Override
    public void enter() throws RefusedException {
        if (!free.tryAcquire()) {
            throw new RefusedException(beyond, "there are " + max + " such requests going on, which is the limit");
        }
    }

    @Override
    public void leave() {
        free.release();
    }

    /** The number of requests in progress. */
    public int taken() {
        return max - free.availablePermits();
    }
}
