package dev.sluice.aggregator.broker;

import dev.sluice.schemas.message.FileDeletion;
import java.time.Duration;

/** {@code file-deletions}, to be written to. */
public interface DeletionLog {
    /**
     * Writes a deletion, and returns when it is there for good.
     *
     * @throws UnacknowledgedException if the broker didn't say so in time; the deletion may be there all the same
     */
    void write(FileDeletion deletion, Duration timeout);

    /** It isn't known whether something is written. */
    final class UnacknowledgedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnacknowledgedException(Object written, Throwable cause) {
            super("the broker didn't acknowledge " + written, cause);
        }
    }
}
