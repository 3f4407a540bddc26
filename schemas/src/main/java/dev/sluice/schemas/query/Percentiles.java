package dev.sluice.schemas.query;

import dev.sluice.tabular.stats.PercentileSketch;
import org.jspecify.annotations.Nullable;

/**
 * The percentiles of a series: each is the smallest of its values that at least so many percent of the values don't
 * exceed (inclusive rank). {@code p50} of 1, 2, 3, 4 is 2.
 *
 * @param exact true if they are exact, otherwise null
 * @param rankError null if they are exact; otherwise their rank is off by at most this share of the count, at a
 *     confidence of 99 %
 */
public record Percentiles(
        double p01,
        double p05,
        double p25,
        double p50,
        double p75,
        double p95,
        double p99,
        @Nullable Boolean exact,
        @Nullable Double rankError) {

    /** The percentiles of at least one value. */
    public static Percentiles of(PercentileSketch sketch) {
        double[] found = sketch.percentiles(1, 5, 25, 50, 75, 95, 99);
        boolean exact = sketch.isExact();
        return new Percentiles(
                found[0],
                found[1],
                found[2],
                found[3],
                found[4],
                found[5],
                found[6],
                exact ? true : null,
                exact ? null : PercentileSketch.RANK_ERROR);
    }
}
