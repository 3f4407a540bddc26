package dev.sluice.benchmarks.pipeline.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param name for programs
 * @param what for people
 * @param unit of the spread
 * @param ratio to another figure of the same run, by their medians; null where the figure counts as it is
 * @param reach what it is to reach, the ratio where there is one; null where it is there to be known
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

    /** Whether it reaches what it is to reach, if anything. */
    public boolean met() {
        return reach == null || reach.metBy(ratio == null ? spread.median() : ratio.value());
    }

    /**
     * A figure in relation to another one.
     *
     * @param to the name of the other figure
     */
    public record Ratio(double value, String to) {}

    /** A bound, from below or from above. */
    record Reach(double bound, boolean least) {
        boolean metBy(double value) {
            return least ? value >= bound : value <= bound;
        }
    }
}
