package dev.sluice.aggregator.file;

import dev.sluice.schemas.query.FileSummary.StageTimes;
import org.jspecify.annotations.Nullable;

/**
 * When a file left each stage, in milliseconds of the broker's clock. Events come in any order: of each stage the last time
 * counts, and no stage ends before the one before it.
 *
 * @param receivedMs when all of the file was received, or null before that
 * @param splitMs when the last part of the file so far was split, or null where none was
 */
public record StageTimestamps(
        @Nullable Long receivedMs, @Nullable Long splitMs) {
    public static final StageTimestamps NONE = new StageTimestamps(null, null);

    /** All of the file was received by then. */
    StageTimestamps received(long atMs) {
        return new StageTimestamps(later(receivedMs, atMs), splitMs);
    }

    /** A part of the file was split by then. */
    StageTimestamps split(long atMs) {
        return new StageTimestamps(receivedMs, later(splitMs, atMs));
    }

    /**
     * What the stages took; null while none is through.
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
