package dev.sluice.schemas.query;

import dev.sluice.tabular.dataset.type.Timestamps;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.TimeProfile;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A series of a file over time, for a picture.
 *
 * @param intervalSeconds the length of all intervals; null, absent in JSON, if there are no points
 * @param points in the order of time; none if the series' values have no times, or if none are kept: those of series
 *     after the first ones of a file, and those of old versions
 * @param distribution the smallest value, then the percentiles from 1 to 100: 101 values in ascending order; null,
 *     absent in JSON, if it isn't kept or wasn't asked for
 * @param values all values in ascending order; null, absent in JSON, if there is no distribution or there are more values
 *     than {@link PercentileSketch#EXACT}
 */
public record SeriesProfile(
        String series,
        @Nullable Long intervalSeconds,
        List<Point> points,
        @Nullable List<Double> distribution,
        @Nullable List<Double> values) {
    private static final int[] PERCENTS = IntStream.rangeClosed(1, 100).toArray();

    public SeriesProfile {
        points = List.copyOf(points);
        distribution = distribution == null ? null : List.copyOf(distribution);
        values = values == null ? null : List.copyOf(values);
    }

    /**
     * The values of an interval. An interval without values has no point.
     *
     * @param start when the interval begins
     */
    public record Point(Instant start, long count, double min, double max, double avg) {}

    /**
     * A page of the profiles of a file's series, in the order of the series' UTF-8 bytes, without distributions.
     *
     * @param next the series after which the next page starts, or null on the last page
     */
    public record Page(
            FileSummary summary,
            List<SeriesProfile> profiles,
            @Nullable String next) {
        public Page {
            profiles = List.copyOf(profiles);
        }
    }

    /**
     * The profile of one series of a file, with its distribution.
     *
     * @param profile null if the file has no such series
     */
    public record Single(FileSummary summary, @Nullable SeriesProfile profile) {}

    /**
     * Returns a profile without a distribution.
     *
     * @param profile null if it isn't kept
     */
    public static SeriesProfile of(String series, @Nullable TimeProfile profile) {
        if (profile == null || profile.size() == 0) {
            return new SeriesProfile(series, null, List.of(), null, null);
        }
        List<Point> points = profile.points().stream()
                .map(point -> new Point(
                        Timestamps.toInstant(profile.startMicros(point)),
                        point.count(),
                        point.min(),
                        point.max(),
                        point.average()))
                .toList();
        return new SeriesProfile(series, profile.intervalSeconds(), points, null, null);
    }

    /** Returns the profile with the distribution of the same values, of which there is at least one. */
    public SeriesProfile withDistribution(double min, PercentileSketch sketch) {
        List<Double> percentiles = DoubleStream.concat(
                        DoubleStream.of(min), DoubleStream.of(sketch.percentiles(PERCENTS)))
                .boxed()
                .toList();
        List<Double> all =
                sketch.isExact() ? DoubleStream.of(sketch.values()).boxed().toList() : null;
        return new SeriesProfile(series, intervalSeconds, points, percentiles, all);
    }
}
