package dev.sluice.benchmarks.pipeline;

import java.util.List;

/** How repeated measurements lie. */
public record Spread(double median, double min, double max, int samples) {
    /** Of at least one measurement. */
    public static Spread of(List<Double> samples) {
        return new Spread(quantile(samples, 0.5), quantile(samples, 0), quantile(samples, 1), samples.size());
    }

    /** The value that this share of the measurements, from 0 to 1, doesn't exceed. */
    public static double quantile(List<Double> samples, double share) {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }
}
