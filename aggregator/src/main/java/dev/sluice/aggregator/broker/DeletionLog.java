package dev.sluice.aggregator.broker;

import dev.sluice.schemas.message.FileDeletion;
import java.time.Duration;

/** Writes to {@code file-deletions}. */
public interface DeletionLog {
    /**
     * Writes a deletion, and returns once it is acknowledged.
     *
     * @throws UnacknowledgedException if it wasn't acknowledged in time; it may be written nevertheless
     */
    void write(FileDeletion deletion, Duration timeout);

    /** It is unknown whether a record was written. */
    final class UnacknowledgedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnacknowledgedException(Object written, Throwable cause) {
            super("the broker didn't acknowledge " + written, cause);
        }
    }
}
