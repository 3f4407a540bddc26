package dev.sluice.tabular.stats;

import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A series over time, in bounded memory: count, minimum, maximum and average of the values in each interval of time
 * that has values, in at most {@link #MAX_POINTS} points.
 *
 * <p>All intervals have one length, and begin at a multiple of it since 1970-01-01T00:00:00Z: 1, 5 or 15 s, 1, 5 or
 * 15 min, 1, 3, 6 or 12 h, 1 day, and from then on twice the length before. It is the shortest with which the points
 * are few enough. As each length divides the next one, points are merged to longer intervals without loss, so the
 * profile is the same in whatever order values were added and merged; only averages may differ, in their last digit.
 *
 * <p>Not thread-safe.
 */
public final class TimeProfile {
    /** The maximum number of points. */
    public static final int MAX_POINTS = 128;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;

    /** The lengths of intervals. With the longest one, the years 0000 to 9999 have 112 points. */
    private static final long[] SECONDS = lengths(1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200);

    private static final int MAX_DOUBLINGS = 15;

    /** The maximum size of the output of {@link #writeTo} without points. */
    private static final int MAX_FRAME_BYTES = 64;

    /** Of a point: the numbers of its interval and of its values, minimum, maximum, and a sum of two doubles. */
    private static final int MAX_POINT_BYTES = 2 * 10 + 4 * Double.BYTES;

    private static final int INTERVAL_SECONDS = 1;
    private static final int TIMELESS = 2;
    private static final int INTERVALS = 3;
    private static final int COUNTS = 4;
    private static final int MINIMA = 5;
    private static final int MAXIMA = 6;
    private static final int SUMS = 7;
    private static final int SUM_ERRORS = 8;

    /** In the order of time. */
    private final List<Point> points = new ArrayList<>();

    /** The index in {@link #SECONDS}. */
    private int length;
    /** The number of all values, and of those without a time. */
    private long count;

    private long timeless;
    /** The point of the last value, which is often that of the next one too. */
    private @Nullable Point last;

    /** The values of an interval. */
    public static final class Point {
        /** The number of the interval, from that of 1970. */
        private long interval;

        private long count;
        private double min;
        private double max;
        private final DoubleDouble sum;

        private Point(long interval, long count, double min, double max, DoubleDouble sum) {
            this.interval = interval;
            this.count = count;
            this.min = min;
            this.max = max;
            this.sum = sum;
        }

        public long count() {
            return count;
        }

        public double min() {
            return min;
        }

        public double max() {
            return max;
        }

        public double average() {
            return sum.copy().divide((double) count).value() / scaleOf(min, max);
        }

        private void add(long moreCount, double least, double most, double sumOfMore, double errorOfMore) {
            double scale = scaleOf(min, max);
            count += moreCount;
            min = Math.min(min, least);
            max = Math.max(max, most);
            double newScale = scaleOf(min, max);
            double factor = newScale / scaleOf(least, most);
            sum.scale(newScale / scale).add(sumOfMore * factor, errorOfMore * factor);
        }

        /** A power of two with which no sum overflows. */
        private static double scaleOf(double min, double max) {
            return Math.max(-min, max) > 0x1p900 ? 0x1p-100 : 1;
        }
    }

    private static long[] lengths(long... shorterThanADay) {
        long[] all = new long[shorterThanADay.length + 1 + MAX_DOUBLINGS];
        System.arraycopy(shorterThanADay, 0, all, 0, shorterThanADay.length);
        for (int doubling = 0; doubling <= MAX_DOUBLINGS; doubling++) {
            all[shorterThanADay.length + doubling] = SECONDS_PER_DAY << doubling;
        }
        return all;
    }

    /**
     * Adds a finite value.
     *
     * @param micros when it was measured, in microseconds since the epoch, in the years 0000 to 9999
     */
    public void add(double value, long micros) {
        long interval = Math.floorDiv(micros, SECONDS[length] * MICROS_PER_SECOND);
        add(interval, 1, value, value, value * Point.scaleOf(value, value), 0);
        count++;
    }

    /** Adds a value without a time: it is counted, and in no point. */
    public void addTimeless() {
        timeless++;
        count++;
    }

    /**
     * Adds the values of another profile, which isn't modified.
     *
     * @throws ArithmeticException if there would be too many values for any series
     */
    public void merge(TimeProfile other) {
        long total = Math.addExact(count, other.count);
        while (length < other.length) {
            lengthen();
        }
        for (Point point : other.points) {
            // The length may have changed with the last point.
            long interval = Math.floorDiv(point.interval, SECONDS[length] / SECONDS[other.length]);
            add(interval, point.count, point.min, point.max, point.sum.hi(), point.sum.lo());
        }
        timeless += other.timeless;
        count = total;
    }

    /**
     * Returns a profile without values that has intervals of at least this length.
     *
     * @throws IllegalArgumentException if no intervals have this length
     */
    public static TimeProfile ofInterval(long seconds) {
        TimeProfile empty = new TimeProfile();
        empty.length = lengthOf(seconds);
        return empty;
    }

    /** Returns a profile without values that has intervals of the same length. */
    public TimeProfile emptied() {
        return ofInterval(intervalSeconds());
    }

    /** Returns the number of values that were added, those without a time included. */
    public long count() {
        return count;
    }

    /** Returns the points in the order of time: an interval without values has none. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /** Returns the number of points. */
    public int size() {
        return points.size();
    }

    /** Returns the length of all intervals. */
    public long intervalSeconds() {
        return SECONDS[length];
    }

    /** Returns when the interval of a point begins, in microseconds since the epoch. */
    public long startMicros(Point point) {
        return point.interval * SECONDS[length] * MICROS_PER_SECOND;
    }

    private void add(long interval, long number, double min, double max, double sum, double error) {
        Point near = last;
        if (near != null && near.interval == interval) {
            near.add(number, min, max, sum, error);
            return;
        }
        int at = indexOf(interval);
        if (at >= 0) {
            last = points.get(at);
            last.add(number, min, max, sum, error);
        } else if (points.size() < MAX_POINTS) {
            last = new Point(interval, number, min, max, new DoubleDouble(sum, error));
            points.add(-at - 1, last);
        } else {
            long before = SECONDS[length];
            lengthen();
            add(Math.floorDiv(interval, SECONDS[length] / before), number, min, max, sum, error);
        }
    }

    /** Returns the index of a point, or {@code -i - 1} if there is none and index {@code i} is its place. */
    private int indexOf(long interval) {
        int low = 0;
        int high = points.size() - 1;
        // Rows are mostly in the order of time.
        int middle = high;
        while (low <= high) {
            long found = points.get(middle).interval;
            if (found == interval) {
                return middle;
            }
            if (found < interval) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
            middle = (low + high) >>> 1;
        }
        return -low - 1;
    }

    private void lengthen() {
        long ratio = SECONDS[length + 1] / SECONDS[length];
        length++;
        last = null;
        int kept = 0;
        for (Point point : points) {
            point.interval = Math.floorDiv(point.interval, ratio);
            Point previous = kept == 0 ? null : points.get(kept - 1);
            if (previous != null && previous.interval == point.interval) {
                previous.add(point.count, point.min, point.max, point.sum.hi(), point.sum.lo());
            } else {
                points.set(kept++, point);
            }
        }
        points.subList(kept, points.size()).clear();
    }

    /** Returns the maximum size of the output of {@link #writeTo}. */
    public int maxBytes() {
        return MAX_FRAME_BYTES + MAX_POINT_BYTES * points.size();
    }

    /** Writes the serialized form. The maximum and the sum of a single value aren't written. */
    public void writeTo(WireWriter out) {
        out.number(INTERVAL_SECONDS, SECONDS[length]).number(TIMELESS, timeless);
        List<Point> several = points.stream().filter(point -> point.count > 1).toList();
        out.numbers(INTERVALS, intervals());
        out.numbers(COUNTS, points.stream().mapToLong(Point::count).toArray());
        reals(MINIMA, points, Point::min, out);
        reals(MAXIMA, several, Point::max, out);
        reals(SUMS, several, point -> point.sum.hi(), out);
        reals(SUM_ERRORS, several, point -> point.sum.lo(), out);
    }

    /** The first interval, with its sign in the lowest bit, then the distance of each from the one before. */
    private long[] intervals() {
        long[] distances = new long[points.size()];
        long before = 0;
        for (int i = 0; i < distances.length; i++) {
            long interval = points.get(i).interval;
            distances[i] = i == 0 ? interval << 1 ^ interval >> 63 : interval - before;
            before = interval;
        }
        return distances;
    }

    private static void reals(int field, List<Point> points, ToDoubleFunction<Point> figure, WireWriter out) {
        out.reals(field, points.stream().mapToDouble(figure).toArray(), points.size());
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the fields can't be a profile of finite values
     */
    public static TimeProfile readFrom(WireReader in) {
        TimeProfile read = new TimeProfile();
        read.length = lengthOf(in.number(INTERVAL_SECONDS));
        read.timeless = in.number(TIMELESS);
        read.count = read.timeless;
        long[] distances = in.numbers(INTERVALS);
        long[] counts = in.numbers(COUNTS);
        double[] minima = in.reals(MINIMA);
        double[] maxima = in.reals(MAXIMA);
        double[] sums = in.reals(SUMS);
        double[] errors = in.reals(SUM_ERRORS);
        long several = Arrays.stream(counts).filter(count -> count > 1).count();
        boolean complete = counts.length <= MAX_POINTS
                && distances.length == counts.length
                && minima.length == counts.length
                && maxima.length == several
                && sums.length == several
                && errors.length == several;
        if (!complete || read.timeless < 0) {
            throw new IllegalArgumentException("expected at most " + MAX_POINTS + " points with all figures, found "
                    + counts.length + " counts, of which " + several + " are of several values, " + distances.length
                    + " intervals, " + minima.length + " minima, " + maxima.length + " maxima, " + sums.length
                    + " sums and " + read.timeless + " values without a time");
        }
        long interval = 0;
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            interval = i == 0 ? distances[0] >>> 1 ^ -(distances[0] & 1) : Math.addExact(interval, distances[i]);
            double min = minima[i];
            if (counts[i] > 1) {
                read.take(i, interval, counts[i], min, maxima[next], new DoubleDouble(sums[next], errors[next]));
                next++;
            } else {
                read.take(i, interval, counts[i], min, min, new DoubleDouble(min * Point.scaleOf(min, min), 0));
            }
        }
        return read;
    }

    private static int lengthOf(long seconds) {
        int length = Arrays.binarySearch(SECONDS, seconds);
        if (length < 0) {
            throw new IllegalArgumentException("expected a length of intervals in seconds, found " + seconds);
        }
        return length;
    }

    private void take(int index, long interval, long number, double min, double max, DoubleDouble sum) {
        boolean ordered = index == 0 || interval > points.get(index - 1).interval;
        if (!ordered
                || !isInRange(interval)
                || number < 1
                || !Double.isFinite(min)
                || !Double.isFinite(max)
                || min > max
                || !sum.isFinite()) {
            throw new IllegalArgumentException("expected points with finite numbers in the order of time, found one of "
                    + number + " values from " + min + " to " + max + " in interval " + interval);
        }
        points.add(new Point(interval, number, min, max, sum));
        count = Math.addExact(count, number);
    }

    /** Checks whether a time in the years 0000 to 9999 is in the interval. */
    private boolean isInRange(long interval) {
        long micros = SECONDS[length] * MICROS_PER_SECOND;
        return interval >= Math.floorDiv(SeriesStatistics.MIN_MICROS, micros)
                && interval <= Math.floorDiv(SeriesStatistics.MAX_MICROS, micros);
    }
}
