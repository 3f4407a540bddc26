package dev.sluice.schemas.message;

import dev.sluice.schemas.message.FileEvent.FileOpened;

/**
 * How long an upload may be without an event. Gateway and aggregator judge by the same deadline and by the broker's
 * timestamps of the same events in the same order, so an upload is accepted only if it isn't abandoned.
 *
 * <p>An upload is abandoned if more time than its deadline passed between two successive events, or between its last
 * event and an aggregator's {@link FileEvent.FileOverdue}. Its closing event is the last one that counts.
 *
 * @param ms {@link FileOpened#deadlineMs}; 0 or less for none
 */
public record UploadDeadline(long ms) {
    /** The deadline of an upload that isn't opened yet. */
    public static final UploadDeadline NONE = new UploadDeadline(0);

    /**
     * Whether an upload is abandoned at a time.
     *
     * @param lastMs the broker's timestamp of the previous event
     * @param atMs the broker's timestamp of the next event
     */
    public boolean isMissed(long lastMs, long atMs) {
        return ms > 0 && atMs - lastMs > ms;
    }
}
