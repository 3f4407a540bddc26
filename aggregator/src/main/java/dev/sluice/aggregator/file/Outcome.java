package dev.sluice.aggregator.file;

import dev.sluice.aggregator.file.FileState.Phase;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.tabular.row.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a file.
 *
 * @param phase whether the outcome is decided, and whether it is public
 * @param fault the first fault, or null if there is none
 * @param status the final status, or null before the decision
 * @param decidedMs the broker's timestamp of the decision, or 0 before it
 */
public record Outcome(
        Phase phase, @Nullable Fault fault, @Nullable FileStatus status, long decidedMs) {
    public static final Outcome OPEN = new Outcome(Phase.OPEN, null, null, 0);

    public Outcome {
        if ((phase == Phase.OPEN) != (status == null)) {
            throw new IllegalArgumentException(
                    "expected a status once a file isn't open, found " + status + " in phase " + phase);
        }
    }

    /** Sets the fault, unless there is one already. */
    Outcome failed(Fault why) {
        return fault == null ? new Outcome(phase, why, status, decidedMs) : this;
    }

    Outcome decided(FileStatus decided, long atMs) {
        return new Outcome(Phase.COMPLETING, fault, decided, atMs);
    }

    Outcome published() {
        return new Outcome(Phase.ENDED, fault, status, decidedMs);
    }
}
