package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * When events of a file came, for its place in lists and its retention. All times are the broker's, in milliseconds.
 *
 * @param createdMs of the first event; files are listed by it
 * @param lastMs of the last event
 * @param queuedMs by which the file stands in the queue of all files: that of the last event, or an earlier time
 * @param silentMs when the file was first found without events for longer than its retention; null once there is one again
 */
public record Activity(
        long createdMs,
        long lastMs,
        long queuedMs,
        @Nullable Long silentMs) {

    static Activity since(long createdMs) {
        return new Activity(createdMs, createdMs, createdMs, null);
    }

    Activity touched(long atMs) {
        return new Activity(createdMs, Math.max(lastMs, atMs), queuedMs, null);
    }

    Activity foundSilent(long atMs) {
        return new Activity(createdMs, lastMs, queuedMs, atMs);
    }

    Activity queued(long atMs) {
        return new Activity(createdMs, lastMs, atMs, silentMs);
    }
}
