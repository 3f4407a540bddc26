package dev.sluice.gateway.log;

import dev.sluice.schemas.message.UploadDeadline;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The broker's times of an upload's events, as the aggregator sees them: what the two of them say of the upload must not
 * differ, however long this process stood still between looking at its own clock and sending. An event that wasn't
 * acknowledged may be in the log; it could only have made a silence shorter.
 *
 * <p>A producer acknowledges the records of a partition in their order, on one thread.
 */
final class EventTimes {
    private final UploadDeadline deadline;
    private @Nullable Long lastMs;
    private boolean missed;

    EventTimes(UploadDeadline deadline) {
        this.deadline = deadline;
    }

    /**
     * An event is in the log.
     *
     * @return whether the log says when; it doesn't of a record whose acknowledgement got lost for long
     */
    synchronized boolean heard(RecordMetadata event) {
        if (!event.hasOffset() || !event.hasTimestamp()) {
            return false;
        }
        Long last = lastMs;
        missed = missed || (last != null && deadline.isMissed(last, event.timestamp()));
        lastMs = event.timestamp();
        return true;
    }

    /** Whether the aggregator may have called the upload abandoned. That doesn't heal. */
    synchronized boolean areTooFarApart() {
        return missed;
    }
}
