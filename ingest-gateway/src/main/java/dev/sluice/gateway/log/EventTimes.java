package dev.sluice.gateway.log;

import dev.sluice.schemas.message.UploadDeadline;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The broker's timestamps of an upload's events, as the aggregator sees them. Gateway and aggregator judge an upload by
 * the same timestamps, so they agree even if this process was paused between reading its own clock and sending. An
 * unacknowledged event may be in the log; it could only have made a silence shorter.
 *
 * <p>A producer acknowledges the records of a partition in order, on one thread.
 */
final class EventTimes {
    private final UploadDeadline deadline;
    private @Nullable Long lastMs;
    private boolean missed;

    /** @param lastMs the broker's timestamp of the last event, or null before the first one */
    EventTimes(UploadDeadline deadline, @Nullable Long lastMs) {
        this.deadline = deadline;
        this.lastMs = lastMs;
    }

    /**
     * Records an acknowledged event.
     *
     * @return whether the acknowledgement has a timestamp; it has none if it is of a duplicate whose first
     *     acknowledgement was lost
     */
    synchronized boolean acknowledged(RecordMetadata event) {
        if (!event.hasOffset() || !event.hasTimestamp()) {
            return false;
        }
        Long last = lastMs;
        missed = missed || (last != null && deadline.isMissed(last, event.timestamp()));
        lastMs = event.timestamp();
        return true;
    }

    /** The broker's timestamp of the last event, or null if none is known. */
    synchronized @Nullable Long lastMs() {
        return lastMs;
    }

    /** Whether the aggregator may have abandoned the upload. Once true, it stays true. */
    synchronized boolean isDeadlineMissed() {
        return missed;
    }
}
