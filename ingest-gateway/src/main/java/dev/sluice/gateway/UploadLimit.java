package dev.sluice.gateway;

import java.util.concurrent.Semaphore;

/** How many uploads may go on at once: each holds a thread and some chunks in memory. */
final class UploadLimit {
    private final int most;
    private final Semaphore free;

    UploadLimit(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /**
     * Takes a place, to be given back with {@link #leave}.
     *
     * @throws UploadException if none is free
     */
    void enter() throws UploadException {
        if (!free.tryAcquire()) {
            throw new UploadException(
                    Problem.TOO_MANY_UPLOADS, "there are " + most + " uploads going on, which is the limit");
        }
    }

    void leave() {
        free.release();
    }

    /** How many uploads go on. */
    int taken() {
        return most - free.availablePermits();
    }
}
