package dev.sluice.tabular.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tabular.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares percentiles with those of all values, sorted. All randomness has a seed, and so has the sketch. */
class PercentileSketchTest {
    private static final int[] ALL = IntStream.rangeClosed(1, 100).toArray();

    @Test
    void shouldReturnTheSmallestValueThatEnoughOthersDontExceed() {
        assertThat(of(4, 1, 3, 2).percentiles(1, 25, 26, 50, 51, 75, 76, 100)).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
        assertThat(of(7).percentiles(1, 50, 100)).containsExactly(7, 7, 7);
        assertThat(of(0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE)
                        .percentiles(20, 40, 60, 80, 100))
                .containsExactly(-Double.MAX_VALUE, -0.0, 0.0, Double.MIN_VALUE, Double.MAX_VALUE);
    }

    /** Values of any distribution, in any number of parts of any size, merged as a chain or as a tree. */
    @Test
    void shouldBeExactUpTo200ValuesInAnyOrderOfMerging() {
        Random random = new Random(1);
        for (int round = 0; round < 3_000; round++) {
            double[] values = values(random, 1 + random.nextInt(PercentileSketch.EXACT));

            PercentileSketch merged = merged(random, values);

            assertThat(merged.isExact()).isTrue();
            assertThat(merged.count()).isEqualTo(values.length);
            assertThat(merged.percentiles(ALL)).isEqualTo(oracle(values));
            assertThat(merged.values()).isEqualTo(Arrays.stream(values).sorted().toArray());
        }
    }

    @Test
    void shouldReturnNoPartOfManyValues() {
        double[] values = new double[1_001];

        assertThatIllegalStateException().isThrownBy(() -> of(values).values()).withMessageContaining("found 1001");
    }

    @Test
    void shouldKeepRanksWithinTheBoundBeyondInAnyOrderOfMerging() {
        Random random = new Random(2);
        List<Double> errors = new ArrayList<>();
        for (int round = 0; round < 600; round++) {
            double[] values = values(random, PercentileSketch.EXACT + 1 + random.nextInt(20_000));

            PercentileSketch merged = merged(random, values);

            assertThat(merged.isExact()).isFalse();
            assertThat(merged.count()).isEqualTo(values.length);
            assertThat(merged.retained()).isLessThanOrEqualTo(PercentileSketch.MAX_RETAINED);
            errors.add(maxRankError(values, merged));
        }
        Collections.sort(errors);
        assertThat(errors.get(errors.size() * 99 / 100)).isLessThan(PercentileSketch.RANK_ERROR);
        assertThat(errors.get(errors.size() - 1)).isLessThan(1.5 * PercentileSketch.RANK_ERROR);
    }

    /** Sorted, reversed and repeated input must not be worse than random input. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 180, 1_000, 200_000})
    void shouldKeepRanksWithinTheBoundForOrderedInput(int part) {
        double[] ascending =
                IntStream.range(0, 200_000).mapToDouble(i -> 1e9 + i * 1e-5).toArray();
        double[] descending = Arrays.stream(ascending).map(value -> -value).toArray();
        double[] saw = IntStream.range(0, 200_000).mapToDouble(i -> i % 500).toArray();
        for (double[] values : List.of(ascending, descending, saw)) {
            PercentileSketch merged = new PercentileSketch();
            for (int from = 0; from < values.length; from += part) {
                PercentileSketch next = new PercentileSketch(from);
                for (int i = from; i < Math.min(from + part, values.length); i++) {
                    next.add(values[i]);
                }
                next.reduceFor(merged.count() + next.count());
                merged.merge(next);
            }

            assertThat(maxRankError(values, merged)).isLessThan(PercentileSketch.RANK_ERROR);
        }
    }

    @Test
    void shouldBeTheSameForTheSameInput() {
        double[] values = values(new Random(3), 5_000);

        assertThat(of(values).toBytes()).isEqualTo(of(values).toBytes());
    }

    @Test
    void shouldReduceToFewValuesThatStandForAllOfThem() {
        PercentileSketch sketch = of(IntStream.range(0, 180).mapToDouble(i -> i).toArray());

        sketch.reduceFor(180);
        assertThat(sketch.retained()).isEqualTo(180);
        sketch.reduceFor(1_000_000);

        assertThat(sketch.count()).isEqualTo(180);
        assertThat(sketch.retained()).isLessThan(20);
        assertThat(sketch.percentiles(50)[0]).isCloseTo(90, within(20.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 200, 201, 1_000, 100_000})
    void shouldReadBackWhatItWrites(int count) {
        PercentileSketch sketch = of(values(new Random(count), count));

        PercentileSketch read = PercentileSketch.of(sketch.toBytes());

        assertThat(sketch.toBytes().length).isLessThanOrEqualTo(sketch.maxBytes());
        assertThat(read.toBytes()).isEqualTo(sketch.toBytes());
        assertThat(read.count()).isEqualTo(count);
        assertThat(read.retained()).isEqualTo(sketch.retained());
        // It continues like the other.
        read.merge(of(values(new Random(4), 300)));
        sketch.merge(of(values(new Random(4), 300)));
        assertThat(read.toBytes()).isEqualTo(sketch.toBytes());
    }

    @Test
    void shouldRefuseWhatIsNoSketch() {
        refused(new WireWriter(9).reals(1, new double[] {1, Double.NaN}, 2), "found NaN");
        refused(new WireWriter(9).reals(1, new double[201], 201), "found 201");
        refused(new WireWriter(9).bytes(1, new byte[9]), "found 9 bytes");
        refused(
                new WireWriter(9).message(2, new double[] {2, 1}, (values, level) -> level.reals(1, values, 2)),
                "found 2.0 before 1.0 at level 1");
        refused(
                new WireWriter(9)
                        .messages(
                                2, Collections.nCopies(48, 1.0), (value, level) -> level.reals(1, new double[] {1}, 1)),
                "at most 48 levels");
    }

    @Test
    void shouldReadOrRefuseAnyBytes() {
        Random random = new Random(5);
        byte[] written = of(values(random, 1_000)).toBytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes =
                    Arrays.copyOf(written, random.nextInt(4) == 0 ? random.nextInt(written.length) : written.length);
            for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                PercentileSketch read = PercentileSketch.of(bytes);
                read.merge(read.count() == 0 ? of(1) : PercentileSketch.of(bytes));
                assertThat(read.percentiles(1, 50, 99)).isSorted();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    private static void refused(WireWriter bytes, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PercentileSketch.of(bytes.toBytes()))
                .withMessageContaining(why);
    }

    private static PercentileSketch of(double... values) {
        PercentileSketch sketch = new PercentileSketch();
        for (double value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    private static double[] values(Random random, int count) {
        double[] values = new double[count];
        int kind = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            values[i] = switch (kind) {
                case 0 -> random.nextGaussian();
                case 1 -> 1e9 + random.nextDouble() * 1e-3;
                case 2 -> random.nextInt(10);
                case 3 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2_000) - 1_000);
                default -> -Math.log(random.nextDouble());
            };
        }
        return values;
    }

    /** Splits the values, reduces some parts, and merges them in a random order, as deltas, files and instances do. */
    private static PercentileSketch merged(Random random, double[] values) {
        List<PercentileSketch> parts = new ArrayList<>();
        int most = 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000);
        for (int from = 0; from < values.length; ) {
            int to = Math.min(values.length, from + 1 + random.nextInt(most));
            PercentileSketch part = of(Arrays.copyOfRange(values, from, to));
            if (random.nextBoolean()) {
                part.reduceFor(to);
            }
            parts.add(random.nextBoolean() ? part : PercentileSketch.of(part.toBytes()));
            from = to;
        }
        while (parts.size() > 1) {
            PercentileSketch one = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(one);
        }
        return parts.get(0);
    }

    private static double[] oracle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Arrays.stream(ALL)
                .mapToDouble(percent -> sorted[(int) Math.ceil(sorted.length * (long) percent / 100.0) - 1])
                .toArray();
    }

    /** By how much ranks are off: from those of the nearest equal values. */
    private static double maxRankError(double[] values, PercentileSketch sketch) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] found = sketch.percentiles(ALL);
        double max = 0;
        for (int i = 0; i < ALL.length; i++) {
            double wanted = sorted.length * ALL[i] / 100.0;
            double value = found[i];
            int first = lowerBound(sorted, value) + 1;
            int last = lowerBound(sorted, Math.nextUp(value));
            assertThat(last).as("a value of the series").isGreaterThanOrEqualTo(first);
            double off = wanted < first ? first - wanted : Math.max(0, wanted - last);
            // The rank of a value is a whole number.
            max = Math.max(max, Math.max(0, off - 1) / sorted.length);
        }
        return max;
    }

    private static int lowerBound(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
