package dev.sluice.tabular.stats;

import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;

/**
 * Count, minimum, maximum, sum, average, population standard deviation, and first and last time of a series of finite
 * numbers; merging two of them gives the statistics of all their values.
 *
 * <p>Sums are kept of {@code x}, {@code x - shift} and {@code (x - shift)²} in {@link DoubleDouble}s, where the shift
 * is one of the series' own values. Because it is, {@code (mean - shift)² <= count · variance}, so cancellation in the
 * variance is at most a factor of {@code count}, and of some 32 digits far more than the guaranteed 12 remain for any
 * offset (1e9 + noise, for example). Plain Welford updates lose as many digits as the offset has over the noise. The
 * sum keeps its 12 digits as long as its terms don't cancel each other by more than about 18.
 *
 * <p>All sums are of values times a power of two that depends on the largest magnitude alone, so that no square over-
 * or underflows: any finite values are allowed. Only a result that exceeds the range of doubles (a sum beyond 1.8e308)
 * is not finite.
 *
 * <p>Not thread-safe.
 */
public final class SeriesStatistics {
    /** The maximum size of the output of {@link #writeTo}. */
    public static final int MAX_BYTES = 128;

    /** The field numbers of the serialized form. A {@link DoubleDouble} has two fields, the higher half first. */
    private static final int COUNT = 1;

    private static final int MIN = 2;
    private static final int MAX = 3;
    private static final int SHIFT = 4;
    private static final int SUM = 5;
    private static final int SUM_OF_SHIFTED = 7;
    private static final int SUM_OF_SQUARES = 9;
    private static final int FIRST_MICROS = 11;
    private static final int LAST_MICROS = 12;

    /** The first moment of the year 0000, in microseconds since the epoch. */
    public static final long MIN_MICROS = -62_167_219_200_000_000L;

    /** The last moment of the year 9999, in microseconds since the epoch. */
    public static final long MAX_MICROS = 253_402_300_799_999_999L;

    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double shift;
    private double scale = scaleOf(min, max);
    private final DoubleDouble sum = new DoubleDouble();
    private final DoubleDouble sumOfShifted = new DoubleDouble();
    private final DoubleDouble sumOfSquares = new DoubleDouble();
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    /**
     * Adds one value.
     *
     * @param value a finite number
     * @param micros when it was measured, in microseconds since the epoch
     * @throws IllegalArgumentException for NaN and the infinities
     */
    public void add(double value, long micros) {
        add(value, micros, micros);
    }

    private void add(double value, long first, long last) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite value, found " + value);
        }
        if (count == 0) {
            shift = value;
        }
        count++;
        widen(value, value);
        DoubleDouble shifted = new DoubleDouble().setDifference(value * scale, shift * scale);
        sum.add(value * scale, 0);
        sumOfShifted.add(shifted);
        sumOfSquares.add(shifted.multiply(shifted.copy()));
        firstMicros = Math.min(firstMicros, first);
        lastMicros = Math.max(lastMicros, last);
    }

    /** Adds one value without a time, otherwise like {@link #add(double, long)}. */
    public void add(double value) {
        add(value, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    /**
     * Adds the values of the other statistics, which aren't modified.
     *
     * @throws ArithmeticException if the total count exceeds a {@code long}; then this object isn't modified either
     */
    public void merge(SeriesStatistics other) {
        if (other.count == 0) {
            return;
        }
        long total = Math.addExact(count, other.count);
        if (count == 0) {
            shift = other.shift;
        }
        widen(other.min, other.max);
        double factor = scale / other.scale;
        DoubleDouble otherShifted = other.sumOfShifted.copy().scale(factor);
        // With d = other.shift - shift:  Σ(x-shift) = Σ(x-o) + n·d,  Σ(x-shift)² = Σ(x-o)² + 2d·Σ(x-o) + n·d²
        DoubleDouble d = new DoubleDouble().setDifference(other.shift * scale, shift * scale);
        DoubleDouble nd = d.copy().multiply((double) other.count);
        sum.add(other.sum.copy().scale(factor));
        sumOfShifted.add(otherShifted).add(nd);
        sumOfSquares
                .add(other.sumOfSquares.copy().scale(factor).scale(factor))
                .add(d.copy().multiply(otherShifted).multiply(2))
                .add(nd.multiply(d));
        count = total;
        firstMicros = Math.min(firstMicros, other.firstMicros);
        lastMicros = Math.max(lastMicros, other.lastMicros);
    }

    /** Checks whether a time in microseconds since the epoch is in the years 0000 to 9999. */
    public static boolean isTime(long micros) {
        return micros >= MIN_MICROS && micros <= MAX_MICROS;
    }

    public long count() {
        return count;
    }

    /** Returns the smallest value, or +∞ before the first. */
    public double min() {
        return min;
    }

    /** Returns the largest value, or -∞ before the first. */
    public double max() {
        return max;
    }

    public double sum() {
        return sum.value() / scale;
    }

    /** Returns the mean, or 0 before the first value. */
    public double avg() {
        return count == 0 ? 0 : sum.copy().divide((double) count).value() / scale;
    }

    /** Returns the population standard deviation, whose divisor is the count, not the count minus one. */
    public double stdDev() {
        if (count == 0) {
            return 0;
        }
        double variance = sumOfSquares
                .copy()
                .subtract(sumOfShifted.copy().divide((double) count).multiply(sumOfShifted))
                .divide((double) count)
                .value();
        return variance <= 0 ? 0 : Math.sqrt(variance) / scale;
    }

    /** Checks whether any value had a time. */
    public boolean hasTime() {
        return firstMicros <= lastMicros;
    }

    /** Returns the earliest time, in microseconds since the epoch; undefined unless {@link #hasTime}. */
    public long firstMicros() {
        return firstMicros;
    }

    /** Returns the latest time, likewise. */
    public long lastMicros() {
        return lastMicros;
    }

    /** Writes the serialized form. It has no fields if there are no values, and no times if no value had one. */
    public void writeTo(WireWriter out) {
        if (count == 0) {
            return;
        }
        out.number(COUNT, count).real(MIN, min).real(MAX, max).real(SHIFT, shift);
        write(SUM, sum, out);
        write(SUM_OF_SHIFTED, sumOfShifted, out);
        write(SUM_OF_SQUARES, sumOfSquares, out);
        if (hasTime()) {
            out.fixed(FIRST_MICROS, firstMicros).fixed(LAST_MICROS, lastMicros);
        }
    }

    /** Returns the serialized form. */
    public byte[] toBytes() {
        WireWriter out = new WireWriter(MAX_BYTES);
        writeTo(out);
        return out.toBytes();
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the fields can't be statistics of finite numbers and valid times
     */
    public static SeriesStatistics readFrom(WireReader in) {
        SeriesStatistics read = new SeriesStatistics();
        read.count = in.number(COUNT);
        double min = in.real(MIN);
        double max = in.real(MAX);
        if (read.count != 0 || min != 0 || max != 0) {
            read.min = min;
            read.max = max;
        }
        read.shift = in.real(SHIFT);
        read.scale = scaleOf(read.min, read.max);
        read(SUM, read.sum, in);
        read(SUM_OF_SHIFTED, read.sumOfShifted, in);
        read(SUM_OF_SQUARES, read.sumOfSquares, in);
        read.firstMicros = in.fixed(FIRST_MICROS, Long.MAX_VALUE);
        read.lastMicros = in.fixed(LAST_MICROS, Long.MIN_VALUE);
        read.requirePossible();
        return read;
    }

    /**
     * Reads the output of {@link #toBytes}.
     *
     * @throws IllegalArgumentException if the bytes aren't such output
     */
    public static SeriesStatistics of(byte[] bytes) {
        return WireReader.read(bytes, SeriesStatistics::readFrom);
    }

    private static void write(int field, DoubleDouble number, WireWriter out) {
        out.real(field, number.hi()).real(field + 1, number.lo());
    }

    private static void read(int field, DoubleDouble number, WireReader in) {
        number.set(in.real(field), in.real(field + 1));
    }

    /** Detects invalid values when they are read, before they cause errors elsewhere. */
    private void requirePossible() {
        if (!isPossible()) {
            throw new IllegalArgumentException(
                    "expected statistics of finite numbers with times in the years 0000 to 9999, "
                            + "found a count of " + count + ", numbers from " + min + " to " + max + " and times from "
                            + firstMicros + " to " + lastMicros + " µs");
        }
    }

    private boolean isPossible() {
        boolean empty = count == 0 && min == Double.POSITIVE_INFINITY && max == Double.NEGATIVE_INFINITY;
        boolean some = count > 0
                && Double.isFinite(min)
                && Double.isFinite(max)
                && min <= shift
                && shift <= max
                && sum.isFinite()
                && sumOfShifted.isFinite()
                && sumOfSquares.isFinite();
        boolean timeless = firstMicros == Long.MAX_VALUE && lastMicros == Long.MIN_VALUE;
        boolean timed = firstMicros <= lastMicros && isTime(firstMicros) && isTime(lastMicros);
        return (empty || some) && (timeless || timed);
    }

    private void widen(double least, double most) {
        min = Math.min(min, least);
        max = Math.max(max, most);
        double newScale = scaleOf(min, max);
        if (newScale != scale) {
            double factor = newScale / scale;
            sum.scale(factor);
            sumOfShifted.scale(factor);
            // Scales twice by the factor rather than once by its square, which would underflow.
            sumOfSquares.scale(factor).scale(factor);
            scale = newScale;
        }
    }

    /** Returns a scale with which no square of a difference overflows, and one that underflows is negligible. */
    private static double scaleOf(double min, double max) {
        double magnitude = Math.max(-min, max);
        if (magnitude > 0x1p450) {
            return 0x1p-600;
        }
        return magnitude < 0x1p-300 ? 0x1p600 : 1;
    }
}
