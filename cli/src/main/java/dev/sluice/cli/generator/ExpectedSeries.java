package dev.sluice.cli.generator;

import dev.sluice.schemas.query.SeriesFigures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The expected statistics of one sensor, in whole hundredths: exact, and independent of Sluice's arithmetic. Sums are
 * kept of the deviations from the sensor's centre, which fit into a long for any realistic number of rows.
 */
final class ExpectedSeries {
    private static final double RELATIVE = 1e-12;

    private final int middle;
    private long count;
    private long sum;
    private long squares;
    private int min = Integer.MAX_VALUE;
    private int max = Integer.MIN_VALUE;

    ExpectedSeries(int middle) {
        this.middle = middle;
    }

    /** A value's deviation from the centre. */
    void add(int deviation) {
        count++;
        sum += deviation;
        squares += (long) deviation * deviation;
        min = Math.min(min, deviation);
        max = Math.max(max, deviation);
    }

    /** Count and extremes must be equal, the rest within a relative error of 1e-12. */
    boolean matches(SeriesFigures found) {
        double exactSum = sum();
        double largest = Math.max(Math.abs(value(min)), Math.abs(value(max)));
        // As a double each value is off by up to half a unit in its last place; it shows where large values cancel, in
        // a tiny deviation or a sum near zero.
        double rounding = Math.ulp(largest);
        return found.count() == count
                && found.min() == value(min)
                && found.max() == value(max)
                && close(found.sum(), exactSum, rounding * count)
                && close(found.avg(), exactSum / count, rounding)
                && close(found.stdDev(), deviation(), rounding);
    }

    /** In the format of a result document's series. */
    void writeTo(JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("count", count);
        json.writeNumberProperty("min", value(min));
        json.writeNumberProperty("max", value(max));
        json.writeNumberProperty("avg", sum() / count);
        json.writeNumberProperty("sum", sum());
        json.writeNumberProperty("std_dev", deviation());
        json.writeEndObject();
    }

    private double sum() {
        return BigDecimal.valueOf(sum)
                .add(BigDecimal.valueOf(middle).multiply(BigDecimal.valueOf(count)))
                .movePointLeft(2)
                .doubleValue();
    }

    @Override
    public String toString() {
        return "count=" + count + ", min=" + value(min) + ", max=" + value(max) + ", std_dev=" + deviation();
    }

    private double value(int deviation) {
        return BigDecimal.valueOf((long) middle + deviation, 2).doubleValue();
    }

    /** The root of (n Σd² − (Σd)²) / n², rounded only when that whole number is known. */
    private double deviation() {
        BigInteger exact = BigInteger.valueOf(count)
                .multiply(BigInteger.valueOf(squares))
                .subtract(BigInteger.valueOf(sum).pow(2));
        return Math.sqrt(exact.doubleValue()) / count / 100;
    }

    private static boolean close(@Nullable Double found, double exact, double rounding) {
        return Math.abs(Objects.requireNonNull(found, "finite") - exact) <= Math.abs(exact) * RELATIVE + rounding;
    }
}
