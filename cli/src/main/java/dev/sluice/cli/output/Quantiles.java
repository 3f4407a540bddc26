package dev.sluice.cli.output;

import java.util.List;

/** Quantiles of measurements, by the nearest rank: always one of the measurements. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The smallest measurement that this share of all of them doesn't exceed.
     *
     * @param samples at least one, in any order
     * @param share from 0 to 1
     */
    public static <T extends Comparable<? super T>> T of(List<T> samples, double share) {
        List<T> sorted = samples.stream().sorted().toList();
        return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }
}
