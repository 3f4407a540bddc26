package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * The times of a file's records, which determine its position in lists and its retention. All times are broker
 * timestamps, in milliseconds.
 *
 * @param createdMs the time of the first record; lists of files are sorted by it
 * @param lastMs the latest time of a record
 * @param queuedMs the file's time in the index of all files: its expiry is checked once this is longer ago than its
 *     retention
 * @param silentMs when the file was first found without a record for longer than its retention, or null if it wasn't or
 *     if there was a record since
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
