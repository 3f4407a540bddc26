package dev.sluice.gateway.upload;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;

/** A request that continues an upload, until another one at the same gateway does. */
final class Turn {
    private boolean over;

    /** Something that only the request may do whose turn it is. */
    interface Step {
        void take() throws RefusedException;
    }

    /** Ends it, once the step that it is taking is taken. */
    synchronized void end() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** @throws RefusedException if another request continues the upload */
    synchronized void take(Step step) throws RefusedException {
        if (over) {
            throw new RefusedException(Problem.UPLOAD_CONTINUED, "another request continues the upload");
        }
        step.take();
    }
}
