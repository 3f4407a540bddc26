package dev.sluice.aggregator.settings;

import java.time.Duration;

/**
 * How much is kept of a file, and for how long.
 *
 * @param rejects the maximum number of invalid rows
 * @param series the maximum number of separate series
 * @param detailedSeries the maximum number of series with percentiles and a time profile, the first ones
 * @param windows the maximum number of windows of all series together
 * @param retention the time after the last activity
 * @param idTaken how long the id stays reserved after the file's deletion
 */
public record FileLimits(
        int rejects, int series, int detailedSeries, int windows, Duration retention, Duration idTaken) {
    /** Added to the topics' retention: a record that is read at its last moment may produce records in other topics. */
    private static final Duration MARGIN = Duration.ofDays(1);

    public static FileLimits of(AggregatorProperties properties) {
        return new FileLimits(
                properties.rejectsPerFile(),
                properties.seriesPerFile(),
                properties.detailedSeriesPerFile(),
                properties.windowsPerFile(),
                properties.resultsRetention(),
                properties.topics().keptAtMost().plus(MARGIN));
    }
}
