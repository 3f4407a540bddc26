package dev.sluice.aggregator.delta;

import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.stats.TimeProfile;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some values of a series with their times, one by one, in the order of arrival. Not thread-safe. */
final class RecentValues {
    /** The maximum number of values: a sketch and a profile of more are smaller than the values. */
    static final int MAX = 256;

    private static final int FIRST_CAPACITY = 4;
    private static final long TIMELESS = Long.MIN_VALUE;

    private static final int VALUES = 1;
    private static final int TIMES = 2;

    /** The maximum size of the output of {@link #writeTo} without values, and of a value with its time. */
    private static final int MAX_FRAME_BYTES = 22;

    private static final int MAX_VALUE_BYTES = Double.BYTES + 10;

    private double[] values;
    private long[] times;
    private int size;

    RecentValues() {
        this(new double[FIRST_CAPACITY], new long[FIRST_CAPACITY], 0);
    }

    private RecentValues(double[] values, long[] times, int size) {
        this.values = values;
        this.times = times;
        this.size = size;
    }

    boolean isFull() {
        return size == MAX;
    }

    int size() {
        return size;
    }

    /** Adds a finite number, with its time in microseconds since the epoch or null. */
    void add(double value, @Nullable Long micros) {
        add(value, micros == null ? TIMELESS : micros);
    }

    private void add(double value, long time) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
        }
        values[size] = value;
        times[size++] = time;
    }

    /** Adds all values to others, which have room for them. */
    void addTo(RecentValues others) {
        for (int i = 0; i < size; i++) {
            others.add(values[i], times[i]);
        }
    }

    /** Adds all values to a sketch and a profile. */
    void addTo(PercentileSketch sketch, TimeProfile profile) {
        for (int i = 0; i < size; i++) {
            sketch.add(values[i]);
            if (times[i] == TIMELESS) {
                profile.addTimeless();
            } else {
                profile.add(values[i], times[i]);
            }
        }
    }

    void clear() {
        size = 0;
    }

    /** Returns the maximum size of the output of {@link #writeTo}. */
    int maxBytes() {
        return MAX_FRAME_BYTES + MAX_VALUE_BYTES * size;
    }

    void writeTo(WireWriter out) {
        out.reals(VALUES, values, size).numbers(TIMES, distances());
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the fields can't be finite values, each with its time
     */
    static RecentValues readFrom(WireReader in) {
        double[] values = in.reals(VALUES);
        long[] times = in.numbers(TIMES);
        if (values.length > MAX || times.length != values.length) {
            throw new IllegalArgumentException("expected at most " + MAX + " values, each with its time, found "
                    + values.length + " values and " + times.length + " times");
        }
        long before = 0;
        for (int i = 0; i < values.length; i++) {
            if (times[i] == 0) {
                times[i] = TIMELESS;
            } else {
                long coded = times[i] >>> 1;
                times[i] = before + (coded >>> 1 ^ -(coded & 1));
                before = times[i];
            }
            if (!Double.isFinite(values[i]) || (times[i] != TIMELESS && !SeriesStatistics.isTime(times[i]))) {
                throw new IllegalArgumentException("expected finite values of the years 0000 to 9999, found "
                        + values[i] + " at " + times[i] + " µs after 1970");
            }
        }
        return values.length == 0 ? new RecentValues() : new RecentValues(values, times, values.length);
    }

    /**
     * The distance of each time from the one before, as rows are mostly in the order of time: shifted by a bit that is
     * set, with the sign in the next one; 0 for a value without a time.
     */
    private long[] distances() {
        long[] distances = new long[size];
        long before = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] != TIMELESS) {
                long distance = times[i] - before;
                distances[i] = (distance << 1 ^ distance >> 63) << 1 | 1;
                before = times[i];
            }
        }
        return distances;
    }
}
