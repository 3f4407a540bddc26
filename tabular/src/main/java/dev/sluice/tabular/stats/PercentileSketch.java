package dev.sluice.tabular.stats;

import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Arrays;
import java.util.List;

/**
 * The values of a series for percentiles, in bounded memory: a KLL sketch (Karnin, Lang, Liberty 2016) with k = 200.
 *
 * <p>The value at level {@code h} stands for {@code 2^h} values. Up to {@link #EXACT} values are all at level 0, so
 * that percentiles are exact, in whatever order values were added and merged. Where more come together, a level that is
 * full is sorted, and every other value of it moves one level up; whether the odd or the even ones is a coin toss. The
 * capacity of a level falls with its distance from the highest, so that the error of all levels together is about that
 * of the highest: with a probability of 99 %, no rank is off by more than {@link #RANK_ERROR} of the count.
 *
 * <p>The coin is a hash of what the sketch holds, of its count and of a seed. So the same additions to sketches with the
 * same seeds give the same result. But many parts of one series must have different seeds: with one seed, parts with the
 * same values, of a periodic series for example, would all be off in the same direction.
 *
 * <p>Adding a value allocates nothing, except when an array grows. Not thread-safe.
 */
public final class PercentileSketch {
    /** The maximum count for which percentiles are exact. */
    public static final int EXACT = 200;

    /** The error of ranks beyond {@link #EXACT} values, as a share of the count, at a confidence of 99 %. */
    public static final double RANK_ERROR = 0.0133;

    private static final int MIN_CAPACITY = 8;
    private static final double DECAY = 2.0 / 3;

    /** Enough for any count: the highest level alone then stands for 200 · 2^47 values. */
    private static final int MAX_LEVELS = 48;

    /** The capacities of levels by their distance from the highest. */
    private static final int[] CAPACITIES = new int[MAX_LEVELS];

    /** The capacity of a whole sketch by its number of levels. */
    private static final int[] TOTALS = new int[MAX_LEVELS + 1];

    /** The count of a full sketch by its number of levels. */
    private static final long[] COUNTS = new long[MAX_LEVELS + 1];

    static {
        for (int distance = 0; distance < MAX_LEVELS; distance++) {
            CAPACITIES[distance] = Math.max(MIN_CAPACITY, (int) Math.ceil(EXACT * Math.pow(DECAY, distance)));
            TOTALS[distance + 1] = TOTALS[distance] + CAPACITIES[distance];
            // One level more doubles the weight of all others, and has the lowest capacity itself.
            COUNTS[distance + 1] = 2 * COUNTS[distance] + CAPACITIES[distance];
        }
    }

    /** The maximum number of values in a sketch, whatever its count. */
    public static final int MAX_RETAINED = TOTALS[MAX_LEVELS];

    private static final int FIRST_VALUES = 4;

    private static final int VALUES = 1;
    private static final int HIGHER_LEVEL = 2;

    /** Level 0 is in any order; the others are sorted. */
    private double[][] levels;

    private int[] sizes;
    private int retained;
    private long count;
    private final long seed;

    /** Creates a sketch that is the same for the same additions. */
    public PercentileSketch() {
        this(0);
    }

    /** Creates a sketch of a part of a series. */
    public PercentileSketch(long seed) {
        this(seed, new double[][] {new double[FIRST_VALUES]});
    }

    /** Creates a sketch with these arrays, which are empty. */
    private PercentileSketch(long seed, double[][] levels) {
        this.seed = seed;
        this.levels = levels;
        this.sizes = new int[levels.length];
    }

    /** Adds a finite value. */
    public void add(double value) {
        if (retained >= TOTALS[levels.length]) {
            compress();
        }
        withRoomFor(0, 1);
        levels[0][sizes[0]++] = value;
        retained++;
        count++;
    }

    /**
     * Adds the values of another sketch, which isn't modified.
     *
     * @throws ArithmeticException if there would be too many values for any series
     */
    public void merge(PercentileSketch other) {
        long total = Math.addExact(count, other.count);
        while (levels.length < other.levels.length) {
            addLevel();
        }
        for (int level = 0; level < other.levels.length; level++) {
            if (level == 0) {
                withRoomFor(0, other.sizes[0]);
                System.arraycopy(other.levels[0], 0, levels[0], sizes[0], other.sizes[0]);
                sizes[0] += other.sizes[0];
            } else {
                mergeInto(level, other.levels[level], 0, 1, other.sizes[level]);
            }
        }
        retained += other.retained;
        count = total;
        while (retained > TOTALS[levels.length]) {
            compress();
        }
    }

    /**
     * Reduces these values to the weights of a sketch of many more: what is to be merged into that sketch needs no
     * finer ones.
     *
     * @param total the count of the sketch that they are a part of
     */
    public void reduceFor(long total) {
        int depth = levelsOf(total);
        for (int level = 0; level < depth - 1 && level < levels.length; level++) {
            if (sizes[level] >= CAPACITIES[depth - 1 - level]) {
                compact(level, total);
            }
        }
    }

    /** Returns the number of values that were added. */
    public long count() {
        return count;
    }

    /** Returns the number of values in the sketch. */
    public int retained() {
        return retained;
    }

    /** Checks whether all values are kept, and percentiles are exact. */
    public boolean isExact() {
        return levels.length == 1;
    }

    /**
     * Returns all values in ascending order.
     *
     * @throws IllegalStateException if there were too many to keep all of them
     */
    public double[] values() {
        if (!isExact()) {
            throw new IllegalStateException("expected at most " + EXACT + " values, found " + count);
        }
        double[] all = Arrays.copyOf(levels[0], sizes[0]);
        Arrays.sort(all);
        return all;
    }

    /**
     * Returns the percentiles: of {@code n} values in ascending order, the one at position {@code ceil(n · p / 100)},
     * counted from 1. So at least p percent of the values aren't greater than it (inclusive rank), and it is one of
     * the values, never one between two of them.
     *
     * @param percents in ascending order, each from 1 to 100
     */
    public double[] percentiles(int... percents) {
        if (count == 0) {
            throw new IllegalStateException("expected at least one value");
        }
        double[] lowest = Arrays.copyOf(levels[0], sizes[0]);
        Arrays.sort(lowest);
        double[][] sorted = levels.clone();
        sorted[0] = lowest;
        int[] taken = new int[sorted.length];
        double[] found = new double[percents.length];
        long rank = 0;
        double value = 0;
        for (int i = 0; i < percents.length; i++) {
            long wanted = rankOf(percents[i]);
            while (rank < wanted) {
                int level = smallest(sorted, taken);
                value = sorted[level][taken[level]++];
                rank += 1L << level;
            }
            found[i] = value;
        }
        return found;
    }

    /** Returns the level with the smallest value that isn't taken yet. */
    private int smallest(double[][] sorted, int[] taken) {
        int found = -1;
        for (int level = 0; level < sorted.length; level++) {
            if (taken[level] < sizes[level]
                    && (found < 0 || sorted[level][taken[level]] < sorted[found][taken[found]])) {
                found = level;
            }
        }
        return found;
    }

    /** Returns {@code ceil(count · percent / 100)} without overflow. */
    private long rankOf(int percent) {
        return count / 100 * percent + (count % 100 * percent + 99) / 100;
    }

    public void writeTo(WireWriter out) {
        out.reals(VALUES, levels[0], sizes[0]);
        for (int level = 1; level < levels.length; level++) {
            int of = level;
            out.message(HIGHER_LEVEL, levels[of], (values, nested) -> nested.reals(VALUES, values, sizes[of]));
        }
    }

    /** Returns the maximum size of the output of {@link #writeTo}. */
    public int maxBytes() {
        return Double.BYTES * (retained + levels.length);
    }

    /** Returns the serialized form. */
    public byte[] toBytes() {
        WireWriter out = new WireWriter(maxBytes());
        writeTo(out);
        return out.toBytes();
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the fields can't be a sketch of finite values
     */
    public static PercentileSketch readFrom(WireReader in) {
        double[] lowest = in.reals(VALUES);
        List<double[]> higher = in.messages(HIGHER_LEVEL, level -> level.reals(VALUES));
        if (higher.size() >= MAX_LEVELS) {
            throw new IllegalArgumentException("expected at most " + MAX_LEVELS + " levels, found more");
        }
        PercentileSketch read = new PercentileSketch(0, new double[1 + higher.size()][]);
        read.take(0, lowest);
        for (int level = 1; level < read.levels.length; level++) {
            double[] values = higher.get(level - 1);
            for (int i = 1; i < values.length; i++) {
                if (values[i - 1] > values[i]) {
                    throw new IllegalArgumentException("expected sorted values, found " + values[i - 1] + " before "
                            + values[i] + " at level " + level);
                }
            }
            read.take(level, values);
        }
        if (read.retained > TOTALS[read.levels.length]) {
            throw new IllegalArgumentException("expected at most " + TOTALS[read.levels.length] + " values in "
                    + read.levels.length + " levels, found " + read.retained);
        }
        return read;
    }

    /**
     * Reads the output of {@link #toBytes}.
     *
     * @throws IllegalArgumentException if the bytes aren't such output
     */
    public static PercentileSketch of(byte[] bytes) {
        return WireReader.read(bytes, PercentileSketch::readFrom);
    }

    private void take(int level, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("expected finite values, found " + value);
            }
        }
        levels[level] = values;
        sizes[level] = values.length;
        retained += values.length;
        count += (long) values.length << level;
    }

    /** Moves values up from the lowest level that is full. There is one whenever all levels together are full. */
    private void compress() {
        int level = 0;
        while (sizes[level] < CAPACITIES[levels.length - 1 - level]) {
            level++;
        }
        compact(level, seed);
    }

    /** Moves every other value of a level one level up. Of an odd number the greatest stays. */
    private void compact(int level, long salt) {
        if (level == levels.length - 1) {
            addLevel();
        }
        double[] values = levels[level];
        int size = sizes[level];
        int coin = coin(level, salt);
        if (level == 0) {
            Arrays.sort(values, 0, size);
        }
        int moved = size / 2;
        mergeInto(level + 1, values, coin, 2, moved);
        sizes[level] = size & 1;
        if (sizes[level] == 1) {
            values[0] = values[size - 1];
        }
        retained -= moved;
    }

    /** Merges values into a higher level: those at {@code first}, {@code first + step} and so on. */
    private void mergeInto(int level, double[] values, int first, int step, int number) {
        withRoomFor(level, number);
        double[] into = levels[level];
        int left = sizes[level] - 1;
        int next = number - 1;
        for (int at = left + number; next >= 0; at--) {
            double value = values[first + step * next];
            if (left >= 0 && into[left] > value) {
                into[at] = into[left--];
            } else {
                into[at] = value;
                next--;
            }
        }
        sizes[level] += number;
    }

    private int coin(int level, long salt) {
        long hash = (salt * 0xD1342543DE82EF95L + count) * 0x9E3779B97F4A7C15L + level;
        hash ^= Double.doubleToRawLongBits(levels[level][0]);
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return (int) (hash >>> 63);
    }

    private void addLevel() {
        int depth = levels.length;
        if (depth == MAX_LEVELS) {
            throw new ArithmeticException("more values than any series has");
        }
        levels = Arrays.copyOf(levels, depth + 1);
        sizes = Arrays.copyOf(sizes, depth + 1);
        levels[depth] = new double[FIRST_VALUES];
    }

    private void withRoomFor(int level, int more) {
        int needed = sizes[level] + more;
        if (needed > levels[level].length) {
            levels[level] = Arrays.copyOf(levels[level], Math.max(needed, 2 * levels[level].length));
        }
    }

    /** Returns the number of levels that a full sketch of so many values has. */
    private static int levelsOf(long total) {
        int depth = 1;
        while (COUNTS[depth] < total && depth < MAX_LEVELS) {
            depth++;
        }
        return depth;
    }
}
