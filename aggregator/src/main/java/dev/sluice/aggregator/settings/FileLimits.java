package dev.sluice.aggregator.settings;

import java.time.Duration;

/**
 * How much is kept of a file, and how long.
 *
 * @param rejects how many of its invalid rows
 * @param series how many of its series on their own
 * @param retention how long after something came of it last
 * @param idTaken how long after its deletion its id can't be used again
 */
public record FileLimits(int rejects, int series, Duration retention, Duration idTaken) {
    /** Beyond what a topic keeps: what is read there at the last moment goes on through other topics. */
    private static final Duration MARGIN = Duration.ofDays(1);

    public static FileLimits of(AggregatorProperties properties) {
        return new FileLimits(
                properties.rejectsPerFile(),
                properties.seriesPerFile(),
                properties.resultsRetention(),
                properties.topics().keptAtMost().plus(MARGIN));
    }
}
