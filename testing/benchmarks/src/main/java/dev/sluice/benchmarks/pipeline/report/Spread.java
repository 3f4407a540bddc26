package dev.sluice.benchmarks.pipeline.report;

import dev.sluice.cli.output.Quantiles;
import java.util.List;

/** The distribution of repeated measurements. */
public record Spread(double median, double min, double max, int samples) {
    /** Of at least one measurement. */
    public static Spread of(List<Double> samples) {
        return new Spread(
                Quantiles.of(samples, 0.5), Quantiles.of(samples, 0), Quantiles.of(samples, 1), samples.size());
    }
}
