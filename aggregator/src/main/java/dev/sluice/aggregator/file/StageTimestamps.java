package dev.sluice.aggregator.file;

import dev.sluice.aggregator.store.codec.StoreValue;
import dev.sluice.schemas.query.FileSummary.StageTimes;
import org.jspecify.annotations.Nullable;

/**
 * When a file left each stage, in milliseconds of the broker's clock. Events come in any order: of each stage the last time
 * counts, and no stage ends before the one before it.
 */
final class StageTimestamps {
    private @Nullable Long receivedMs;
    private @Nullable Long splitMs;

    void writeTo(StoreValue out) {
        out.numberOrNull(receivedMs).numberOrNull(splitMs);
    }

    static StageTimestamps readFrom(StoreValue.Reader in) {
        StageTimestamps milestones = new StageTimestamps();
        milestones.receivedMs = in.numberOrNull();
        milestones.splitMs = in.numberOrNull();
        return milestones;
    }

    /** All of the file was there by then. */
    void received(long atMs) {
        receivedMs = later(receivedMs, atMs);
    }

    /** A part of the file was split by then. */
    void split(long atMs) {
        splitMs = later(splitMs, atMs);
    }

    /**
     * What the stages took; nothing while none is through.
     *
     * @param startMs the first sign of the file
     * @param splits whether the file is split at all
     * @param allSplit whether all of it is split
     * @param endMs its end, or null before that
     */
    @Nullable
    StageTimes times(long startMs, boolean splits, boolean allSplit, @Nullable Long endMs) {
        if (receivedMs == null) {
            return null;
        }
        // Brokers' clocks differ, so that the end may seem to come before what led to it.
        long end = endMs == null ? Long.MAX_VALUE : Math.max(startMs, endMs);
        long received = Math.min(Math.max(startMs, receivedMs), end);
        long split = splits ? Math.min(later(splitMs, received), end) : received;
        boolean through = allSplit || !splits;
        return new StageTimes(
                seconds(received - startMs),
                splits && allSplit ? seconds(split - received) : null,
                endMs != null && through ? seconds(end - split) : null);
    }

    static double seconds(long ms) {
        return ms / 1_000.0;
    }

    private static long later(@Nullable Long known, long atMs) {
        return known == null ? atMs : Math.max(known, atMs);
    }
}
