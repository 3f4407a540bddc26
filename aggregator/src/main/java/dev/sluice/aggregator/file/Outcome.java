package dev.sluice.aggregator.file;

import dev.sluice.aggregator.file.FileState.Phase;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.tabular.row.Fault;
import org.jspecify.annotations.Nullable;

/**
 * How a file ended, and whether that is public.
 *
 * @param fault the first one, or null where there is none
 * @param status decided on, or null before that
 * @param decidedMs when, by the broker's clock; 0 before
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

    /** The first fault prevails. */
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
