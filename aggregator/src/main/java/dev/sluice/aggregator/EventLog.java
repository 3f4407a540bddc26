package dev.sluice.aggregator;

import dev.sluice.schemas.message.FileEvent;
import java.time.Duration;

/** {@code file-events}, to be written to. */
interface EventLog {
    /**
     * Writes an event, and returns when it is there for good.
     *
     * @throws UnacknowledgedException if the broker didn't say so in time; the event may be there all the same
     */
    void write(FileEvent event, Duration timeout);

    /** It isn't known whether an event is written. */
    final class UnacknowledgedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnacknowledgedException(FileEvent event, Throwable cause) {
            super("the broker didn't acknowledge " + event, cause);
        }
    }
}
