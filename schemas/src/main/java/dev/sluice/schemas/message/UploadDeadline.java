package dev.sluice.schemas.message;

import dev.sluice.schemas.message.FileEvent.FileOpened;

/**
 * For how long the log may hear nothing of an upload. Gateway and aggregator both judge by this, and by the broker's times of
 * the same events in the same order: so an upload is accepted only if it isn't abandoned.
 *
 * <p>An upload is abandoned if between two of its events that follow each other, or between its last event and an
 * aggregator's question, more time passed than its deadline. Its closing event is the last one that counts.
 *
 * @param ms {@link FileOpened#deadlineMs}; 0 or less for none
 */
public record UploadDeadline(long ms) {
    /** Of an upload that isn't opened yet. */
    public static final UploadDeadline NONE = new UploadDeadline(0);

    /**
     * Whether an upload is abandoned by then.
     *
     * @param lastMs the broker's time of the event before
     * @param atMs the broker's time of an event, or of a question
     */
    public boolean isMissed(long lastMs, long atMs) {
        return ms > 0 && atMs - lastMs > ms;
    }
}
