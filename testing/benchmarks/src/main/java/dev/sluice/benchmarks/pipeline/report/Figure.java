package dev.sluice.benchmarks.pipeline.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param name for programs
 * @param what for humans
 * @param unit of the values
 * @param ratio to another figure of the same run, by their medians; null if the figure counts by itself
 * @param reach the target, for the ratio if there is one; null if there is no target
 */
public record Figure(
        String name,
        String what,
        String unit,
        Spread spread,
        @Nullable Ratio ratio,
        @Nullable Reach reach) {
    public static Figure of(String name, String what, String unit, List<Double> samples) {
        return new Figure(name, what, unit, Spread.of(samples), null, null);
    }

    public Figure dividedBy(Figure other) {
        Ratio to = new Ratio(spread.median() / other.spread.median(), other.name);
        return new Figure(name, what, unit, spread, to, reach);
    }

    public Figure reaching(double least) {
        return new Figure(name, what, unit, spread, ratio, new Reach(least, true));
    }

    public Figure within(double most) {
        return new Figure(name, what, unit, spread, ratio, new Reach(most, false));
    }

    /** Whether it reaches its target, if it has one. */
    public boolean met() {
        return reach == null || reach.metBy(ratio == null ? spread.median() : ratio.value());
    }

    /**
     * A figure in relation to another one.
     *
     * @param to the name of the other figure
     */
    public record Ratio(double value, String to) {}

    /** A lower or upper bound. */
    record Reach(double bound, boolean least) {
        boolean metBy(double value) {
            return least ? value >= bound : value <= bound;
        }
    }
}
