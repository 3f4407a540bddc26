package dev.sluice.schemas.stats;

import java.nio.ByteBuffer;

/**
 * Count, minimum, maximum, sum, average, population standard deviation, and first and last time of a series of finite
 * numbers; two of them merge into what one would have been had it seen all values.
 *
 * <p>Sums are kept of {@code x - shift} and {@code (x - shift)²} in {@link DoubleDouble}s, where the shift is one of the
 * series' own values. Because it is, {@code (mean - shift)² <= count · variance}, so what cancels in the variance is
 * at most a factor of {@code count}, and some 32 digits leave far more than the promised 12 for any count a long can
 * hold and any offset (1e9 + noise, say). Plain Welford updates lose as many digits as the offset has over the noise.
 *
 * <p>A spread beyond about 1e154 (or a sum beyond 1.8e308) doesn't fit a double; the figure concerned is then not
 * finite. Spreads below about 1e-150 lose relative precision in the standard deviation alone, as their squares are
 * subnormal.
 *
 * <p>Not thread-safe.
 */
public final class SeriesStatistics {
    /** The size of {@link #writeTo}'s output. */
    public static final int BYTES = 1 + 10 * Long.BYTES;

    private static final byte VERSION = 1;

    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double shift;
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
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite value, found " + value);
        }
        if (count == 0) {
            shift = value;
        }
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        DoubleDouble shifted = new DoubleDouble().setDifference(value, shift);
        sumOfShifted.add(shifted);
        sumOfSquares.add(shifted.multiply(shifted.copy()));
        firstMicros = Math.min(firstMicros, micros);
        lastMicros = Math.max(lastMicros, micros);
    }

    /** Adds all that the other has seen; the other stays as it is. */
    public void merge(SeriesStatistics other) {
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            shift = other.shift;
        }
        // With d = other.shift - shift:  Σ(x-shift) = Σ(x-o) + n·d,  Σ(x-shift)² = Σ(x-o)² + 2d·Σ(x-o) + n·d²
        DoubleDouble d = new DoubleDouble().setDifference(other.shift, shift);
        DoubleDouble nd = d.copy().multiply((double) other.count);
        sumOfShifted.add(other.sumOfShifted).add(nd);
        sumOfSquares
                .add(other.sumOfSquares)
                .add(d.copy().multiply(other.sumOfShifted).multiply(2))
                .add(nd.multiply(d));
        count += other.count;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        firstMicros = Math.min(firstMicros, other.firstMicros);
        lastMicros = Math.max(lastMicros, other.lastMicros);
    }

    public long count() {
        return count;
    }

    /** The smallest value, or +∞ before the first. */
    public double min() {
        return min;
    }

    /** The largest value, or -∞ before the first. */
    public double max() {
        return max;
    }

    public double sum() {
        return new DoubleDouble(shift, 0)
                .multiply((double) count)
                .add(sumOfShifted)
                .value();
    }

    /** The mean, or 0 before the first value. */
    public double avg() {
        return count == 0 ? 0 : mean().add(shift, 0).value();
    }

    /** The population standard deviation: divided by the count, not by one less. */
    public double stdDev() {
        if (count == 0) {
            return 0;
        }
        double variance = sumOfSquares
                .copy()
                .subtract(mean().multiply(sumOfShifted))
                .divide((double) count)
                .value();
        return variance <= 0 ? 0 : Math.sqrt(variance);
    }

    /** The earliest time seen, in microseconds since the epoch. */
    public long firstMicros() {
        return firstMicros;
    }

    /** The latest time seen, in microseconds since the epoch. */
    public long lastMicros() {
        return lastMicros;
    }

    /** Writes {@link #BYTES} bytes, the first of them the version of the layout. */
    public void writeTo(ByteBuffer out) {
        out.put(VERSION).putLong(count).putDouble(min).putDouble(max).putDouble(shift);
        out.putDouble(sumOfShifted.hi()).putDouble(sumOfShifted.lo());
        out.putDouble(sumOfSquares.hi()).putDouble(sumOfSquares.lo());
        out.putLong(firstMicros).putLong(lastMicros);
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws IllegalArgumentException for a layout of another version
     */
    public static SeriesStatistics readFrom(ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("expected statistics of version " + VERSION + ", found " + version);
        }
        SeriesStatistics s = new SeriesStatistics();
        s.count = in.getLong();
        s.min = in.getDouble();
        s.max = in.getDouble();
        s.shift = in.getDouble();
        s.sumOfShifted.set(in.getDouble(), in.getDouble());
        s.sumOfSquares.set(in.getDouble(), in.getDouble());
        s.firstMicros = in.getLong();
        s.lastMicros = in.getLong();
        return s;
    }

    private DoubleDouble mean() {
        return sumOfShifted.copy().divide((double) count);
    }
}
