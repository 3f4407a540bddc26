package dev.sluice.schemas.query;

import dev.sluice.schemas.csv.Timestamps;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one sensor as they are shown. A figure too large for a double is null.
 *
 * @param stdDev population standard deviation
 * @param first the earliest timestamp
 * @param last the latest timestamp
 */
public record SensorStatistics(
        long count,
        double min,
        double max,
        @Nullable Double avg,
        @Nullable Double sum,
        @Nullable Double stdDev,
        Instant first,
        Instant last) {

    /** What is shown of statistics of at least one value. */
    public static SensorStatistics of(SeriesStatistics statistics) {
        return new SensorStatistics(
                statistics.count(),
                statistics.min(),
                statistics.max(),
                finite(statistics.avg()),
                finite(statistics.sum()),
                finite(statistics.stdDev()),
                Timestamps.toInstant(statistics.firstMicros()),
                Timestamps.toInstant(statistics.lastMicros()));
    }

    private static @Nullable Double finite(double figure) {
        return Double.isFinite(figure) ? figure : null;
    }
}
