package dev.sluice.schemas.query;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.tabular.dataset.type.Timestamps;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a series for display. A figure that exceeds the range of doubles is null, in JSON too, so that
 * clients find every figure. A time that the dataset lacks is absent.
 *
 * @param stdDev population standard deviation
 * @param first the earliest time, or null if the dataset has none
 * @param last the latest time, likewise
 * @param percentiles null, absent in JSON, if the series has none: those after the first ones of a file, those over a
 *     file that has none, and those of old versions
 */
public record SeriesFigures(
        long count,
        double min,
        double max,
        @JsonInclude(ALWAYS) @Nullable Double avg,
        @JsonInclude(ALWAYS) @Nullable Double sum,
        @JsonInclude(ALWAYS) @Nullable Double stdDev,
        @Nullable Instant first,
        @Nullable Instant last,
        @Nullable Percentiles percentiles) {

    /** The figures of statistics with at least one value, without percentiles. */
    public static SeriesFigures of(SeriesStatistics statistics) {
        return of(statistics, null);
    }

    /**
     * The figures of statistics with at least one value.
     *
     * @param sketch the same values, or null if they aren't kept
     */
    public static SeriesFigures of(SeriesStatistics statistics, @Nullable PercentileSketch sketch) {
        return new SeriesFigures(
                statistics.count(),
                statistics.min(),
                statistics.max(),
                finite(statistics.avg()),
                finite(statistics.sum()),
                finite(statistics.stdDev()),
                instant(statistics.hasTime(), statistics.firstMicros()),
                instant(statistics.hasTime(), statistics.lastMicros()),
                sketch == null ? null : Percentiles.of(sketch));
    }

    private static @Nullable Instant instant(boolean hasTime, long micros) {
        return hasTime ? Timestamps.toInstant(micros) : null;
    }

    private static @Nullable Double finite(double figure) {
        return Double.isFinite(figure) ? figure : null;
    }
}
