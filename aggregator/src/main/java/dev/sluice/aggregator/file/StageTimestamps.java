package dev.sluice.aggregator.file;

import dev.sluice.schemas.query.FileSummary.StageTimes;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a file left each stage, as broker timestamps in milliseconds. Events arrive in any order: the
 * latest time of each stage counts, and no stage ends before the previous one.
 *
 * @param receivedMs when the file was received completely, or null before that
 * @param splitMs when the last chunk so far was split, or null if none was
 */
public record StageTimestamps(
        @Nullable Long receivedMs, @Nullable Long splitMs) {
    public static final StageTimestamps NONE = new StageTimestamps(null, null);

    /** Sets when the file was received completely, unless a later time is known. */
    StageTimestamps received(long atMs) {
        return new StageTimestamps(later(receivedMs, atMs), splitMs);
    }

    /** Sets when a chunk was split, unless a later time is known. */
    StageTimestamps split(long atMs) {
        return new StageTimestamps(receivedMs, later(splitMs, atMs));
    }

    /**
     * Returns the durations of the stages, or null before the first one has ended.
     *
     * @param startMs the time of the file's first record
     * @param splits whether the file passes through the splitter
     * @param allSplit whether the file was split completely
     * @param endMs the time of the outcome, or null before that
     */
    @Nullable
    StageTimes times(long startMs, boolean splits, boolean allSplit, @Nullable Long endMs) {
        if (receivedMs == null) {
            return null;
        }
        // Brokers' clocks differ: the timestamp of the outcome may be earlier than those of the records before it.
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
