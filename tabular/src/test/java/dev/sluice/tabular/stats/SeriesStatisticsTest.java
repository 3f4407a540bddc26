package dev.sluice.tabular.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tabular.wire.WireWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesStatisticsTest {
    private static final MathContext DIGITS = new MathContext(80, RoundingMode.HALF_EVEN);
    private static final BigDecimal TOLERANCE = new BigDecimal("1e-12");
    private static final BigDecimal SMALLEST = new BigDecimal(Double.MIN_VALUE);

    /** Kinds of series for which naive sums fail, for different reasons. */
    private enum Kind {
        UNIFORM(r -> r.nextDouble() * 200 - 100),
        SIGNED_NORMAL(r -> r.nextGaussian() * 1e3),
        OFFSET_1E9(r -> 1e9 + r.nextGaussian() * 1e-3),
        NEGATIVE_OFFSET_1E9(r -> -1e9 + r.nextGaussian() * 1e-3),
        OFFSET_1E15(r -> 1e15 + r.nextGaussian()),
        TENTHS(r -> r.nextInt(1_000) / 10.0),
        ONE_VALUE(r -> 0.1),
        NEARLY_ONE_VALUE(r -> r.nextBoolean() ? 1 : Math.nextUp(1.0)),
        NEARLY_ONE_HUGE_VALUE(r -> r.nextBoolean() ? 1e300 : Math.nextUp(1e300)),
        NEARLY_ONE_TINY_VALUE(r -> r.nextBoolean() ? 1e-290 : Math.nextUp(1e-290)),
        ZEROS(r -> r.nextBoolean() ? 0.0 : -0.0),
        EIGHTEEN_MAGNITUDES(r -> r.nextGaussian() * Math.pow(10, r.nextInt(18) - 9)),
        ALL_MAGNITUDES(r -> Math.abs(r.nextDouble()) * Math.pow(10, r.nextInt(600) - 300)),
        LARGEST(r -> (r.nextBoolean() ? 1 : -0.5) * Double.MAX_VALUE),
        SMALLEST(r -> r.nextInt(10) * Double.MIN_VALUE),
        SUBNORMAL(r -> r.nextDouble() * 1e-308),
        SQUARES_OVERFLOW(r -> r.nextGaussian() * 1e200),
        SQUARES_UNDERFLOW(r -> r.nextGaussian() * 1e-200);

        private final Source source;

        Kind(Source source) {
            this.source = source;
        }

        double[] values(Random random, int count) {
            return DoubleStream.generate(() -> source.next(random)).limit(count).toArray();
        }
    }

    private interface Source {
        double next(Random random);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldEqualTheExactComputation(Kind kind) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] values = kind.values(random, 1 + random.nextInt(400));

            assertExact(of(values), values, kind + ", seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldEqualTheExactComputationForAnySplitAndMerge(Kind kind) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] values = kind.values(random, 1 + random.nextInt(400));

            assertExact(mergedAtRandom(values, random), values, kind + ", seed " + seed);
        }
    }

    @Test
    void shouldMergeSeriesOfAllKindsInAnyOrder() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double[] values = IntStream.range(0, 8)
                    .mapToObj(i -> Kind.values()[random.nextInt(Kind.values().length)])
                    .flatMapToDouble(kind -> Arrays.stream(kind.values(random, random.nextInt(20))))
                    .map(Math::abs)
                    .toArray();

            if (values.length > 0) {
                assertExact(mergedAtRandom(values, random), values, "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 100_000})
    void shouldNotLoseTheNoiseAfterAnOutlier(int count) {
        double[] values = new Random(count).doubles(count, -1e-3, 2e-3).toArray();
        values[0] = 1e15;

        assertExact(of(values), values, "outlier first");
        assertExact(mergedAtRandom(values, new Random(count)), values, "outlier first, merged");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 100_000})
    void shouldSumWhatIsLeftWhenLargeValuesCancel(int count) {
        double[] values = new Random(count).doubles(count, -1e-3, 2e-3).toArray();
        values[0] = 1e15;
        values[count - 1] = -1e15;
        double[] pairs = new Random(count)
                .doubles(count / 2, -1e9, 1e9)
                .flatMap(x -> DoubleStream.of(x + 0.125, -x))
                .toArray();

        assertExact(of(values), values, "outliers cancel");
        assertExact(of(pairs), pairs, "pairs cancel");
        assertExact(mergedAtRandom(pairs, new Random(count)), pairs, "pairs cancel, merged");
    }

    @Test
    void shouldStayExactOverAMillionValuesWithAnOffset() {
        double[] values = new Random(7)
                .doubles(1_000_000, -1e-3, 1e-3)
                .map(noise -> 1e9 + noise)
                .toArray();

        assertExact(of(values), values, "a million values");
    }

    @Test
    void shouldBeInfiniteOnlyIfTheFigureOverflows() {
        SeriesStatistics statistics = of(Double.MAX_VALUE, Double.MAX_VALUE);

        assertThat(statistics.sum()).isInfinite();
        assertThat(statistics.avg()).isEqualTo(Double.MAX_VALUE);
        assertThat(statistics.stdDev()).isZero();
    }

    @Test
    void shouldDivideTheVarianceByTheCount() {
        SeriesStatistics statistics = of(2, 4, 4, 4, 5, 5, 7, 9);

        assertThat(statistics.count()).isEqualTo(8);
        assertThat(statistics.sum()).isEqualTo(40);
        assertThat(statistics.avg()).isEqualTo(5);
        assertThat(statistics.stdDev()).isEqualTo(2);
        assertThat(statistics.min()).isEqualTo(2);
        assertThat(statistics.max()).isEqualTo(9);
    }

    @Test
    void shouldBeTheIdentityOfMergeWhileEmpty() {
        SeriesStatistics empty = new SeriesStatistics();
        SeriesStatistics some = of(1, 2);
        some.merge(empty);
        empty.merge(of(1, 2));

        assertThat(bytes(some)).isEqualTo(bytes(of(1, 2)));
        assertThat(bytes(empty)).isEqualTo(bytes(of(1, 2)));
        assertThat(new SeriesStatistics().count()).isZero();
        assertThat(new SeriesStatistics().sum()).isZero();
        assertThat(new SeriesStatistics().avg()).isZero();
        assertThat(new SeriesStatistics().stdDev()).isZero();
    }

    @Test
    void shouldNotChangeTheMergedStatistics() {
        SeriesStatistics other = of(1, 1e-310, 3);
        byte[] before = bytes(other);

        of(1e300, 5).merge(other);

        assertThat(bytes(other)).isEqualTo(before);
    }

    @Test
    void shouldKeepTheFirstAndTheLastTime() {
        SeriesStatistics one = new SeriesStatistics();
        one.add(1, 30);
        one.add(2, -10);
        SeriesStatistics other = new SeriesStatistics();
        other.add(3, 50);
        one.merge(other);

        assertThat(one.firstMicros()).isEqualTo(-10);
        assertThat(one.lastMicros()).isEqualTo(50);
    }

    @Test
    void shouldHaveNoTimeWhereNoValueHasOne() {
        SeriesStatistics statistics = withoutTimes(50, 100);

        assertThat(statistics.hasTime()).isFalse();
        assertThat(statistics.count()).isEqualTo(2);
        assertThat(statistics.sum()).isEqualTo(150);
        assertThat(statistics.stdDev()).isEqualTo(25);
        assertThat(new SeriesStatistics().hasTime()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_714_564_800_000_000L, -62_167_219_200_000_000L, 253_402_300_799_999_999L})
    void shouldHaveATimeAsSoonAsOneValueHasOne(long micros) {
        SeriesStatistics statistics = withoutTimes(50);
        statistics.add(100, micros);
        statistics.add(150);

        assertThat(statistics.hasTime()).isTrue();
        assertThat(statistics.firstMicros()).isEqualTo(micros);
        assertThat(statistics.lastMicros()).isEqualTo(micros);
        assertThat(statistics.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldComputeTheSameWithAndWithoutTimes(Kind kind) {
        double[] values = kind.values(new Random(3), 200);

        assertExact(withoutTimes(values), values, kind.toString());
    }

    @Test
    void shouldMergeValuesWithAndWithoutTimes() {
        SeriesStatistics timed = new SeriesStatistics();
        timed.add(1, 30);
        timed.add(2, -10);
        SeriesStatistics untimed = withoutTimes(3, 4);

        SeriesStatistics one = SeriesStatistics.of(bytes(timed));
        one.merge(untimed);
        SeriesStatistics other = SeriesStatistics.of(bytes(untimed));
        other.merge(timed);
        SeriesStatistics none = withoutTimes(1, 2);
        none.merge(untimed);

        for (SeriesStatistics merged : List.of(one, other)) {
            assertThat(merged.hasTime()).isTrue();
            assertThat(merged.firstMicros()).isEqualTo(-10);
            assertThat(merged.lastMicros()).isEqualTo(30);
            assertExact(merged, new double[] {1, 2, 3, 4}, "with and without times");
        }
        assertThat(none.hasTime()).isFalse();
        assertExact(none, new double[] {1, 2, 3, 4}, "without times");
    }

    @Test
    void shouldMergeDistributedValuesOfWhichSomeHaveATime() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            SeriesStatistics whole = new SeriesStatistics();
            List<SeriesStatistics> parts =
                    List.of(new SeriesStatistics(), new SeriesStatistics(), new SeriesStatistics());
            for (int i = random.nextInt(20); i > 0; i--) {
                SeriesStatistics part = parts.get(random.nextInt(parts.size()));
                double value = random.nextGaussian();
                if (random.nextInt(4) == 0) {
                    long micros = random.nextLong() >> 8;
                    whole.add(value, micros);
                    part.add(value, micros);
                } else {
                    whole.add(value);
                    part.add(value);
                }
            }
            SeriesStatistics merged = new SeriesStatistics();
            parts.forEach(merged::merge);

            assertThat(merged.hasTime()).as("seed %d", seed).isEqualTo(whole.hasTime());
            assertThat(merged.firstMicros()).as("seed %d", seed).isEqualTo(whole.firstMicros());
            assertThat(merged.lastMicros()).as("seed %d", seed).isEqualTo(whole.lastMicros());
            assertThat(merged.count()).as("seed %d", seed).isEqualTo(whole.count());
        }
    }

    @Test
    void shouldReadBackThatThereIsNoTime() {
        SeriesStatistics read = SeriesStatistics.of(bytes(withoutTimes(50, 100)));

        assertThat(read.hasTime()).isFalse();
        assertThat(bytes(read)).isEqualTo(bytes(withoutTimes(50, 100)));
        read.add(150, 7);
        assertThat(read.hasTime()).isTrue();
        assertThat(read.firstMicros()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseNonFiniteValues(double value) {
        SeriesStatistics statistics = of(1, 2);
        byte[] before = bytes(statistics);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> statistics.add(value, 0))
                .withMessage("expected a finite value, found " + value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statistics.add(value))
                .withMessage("expected a finite value, found " + value);
        assertThat(bytes(statistics)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldContinueExactlyAfterBeingWrittenAndRead(Kind kind) {
        double[] values = kind.values(new Random(1), 100);
        SeriesStatistics statistics = of(Arrays.copyOf(values, 50));

        SeriesStatistics read = SeriesStatistics.of(bytes(statistics));
        for (int i = 50; i < 100; i++) {
            statistics.add(values[i], i);
            read.add(values[i], i);
        }

        assertThat(bytes(read)).isEqualTo(bytes(statistics));
        assertExact(read, values, kind.toString());
    }

    @Test
    void shouldReadBackAnEmptyOne() {
        byte[] empty = bytes(new SeriesStatistics());

        assertThat(bytes(SeriesStatistics.of(empty))).isEqualTo(empty);
    }

    @Test
    void shouldRefuseTheFixedLayoutOfOlderVersionsAndFieldsOfAnotherType() {
        byte[] bytes = bytes(of(1));
        bytes[0] = 9;
        byte[] fixed = new byte[97];
        fixed[0] = 1;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesStatistics.of(bytes))
                .withMessage("expected field 1 to be of the wire type 0, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesStatistics.of(fixed))
                .withMessage("expected a field after field 0 at byte 0, found the tag 1");
    }

    @Test
    void shouldRefuseImpossibleFigures() {
        assertImpossible(out -> out.number(1, -5));
        assertImpossible(out -> out.number(1, 1).real(2, 3).real(3, 2).real(4, 2));
        assertImpossible(out -> out.real(2, 1));
        assertImpossible(out -> out.number(1, 1).real(5, Double.NaN));
        assertImpossible(out -> out.number(1, 1).fixed(11, 5));
        assertImpossible(out -> out.number(1, 1).fixed(11, 6).fixed(12, 5));
        assertImpossible(out -> out.number(1, 1).fixed(11, 5).fixed(12, Long.MAX_VALUE - 1));
    }

    @Test
    void shouldSkipFieldsOfALaterVersion() {
        SeriesStatistics statistics = of(1, 2, 4);
        WireWriter out = new WireWriter(1);
        statistics.writeTo(out);
        out.text(13, "a sketch, say").fixed(14, 7).number(3_000, 1);

        assertThat(bytes(SeriesStatistics.of(out.toBytes()))).isEqualTo(bytes(statistics));
    }

    private static void assertImpossible(Consumer<WireWriter> fields) {
        WireWriter out = new WireWriter(1);
        fields.accept(out);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesStatistics.of(out.toBytes()))
                .withMessageStartingWith("expected statistics of finite numbers with times in the years 0000 to 9999");
    }

    private static SeriesStatistics of(double... values) {
        SeriesStatistics statistics = new SeriesStatistics();
        for (int i = 0; i < values.length; i++) {
            statistics.add(values[i], i);
        }
        return statistics;
    }

    private static SeriesStatistics withoutTimes(double... values) {
        SeriesStatistics statistics = new SeriesStatistics();
        for (double value : values) {
            statistics.add(value);
        }
        return statistics;
    }

    /** Deals the values out to some series, then merges random pairs of these until one is left. */
    private static SeriesStatistics mergedAtRandom(double[] values, Random random) {
        List<SeriesStatistics> deltas = new ArrayList<>();
        IntStream.rangeClosed(0, random.nextInt(12)).forEach(i -> deltas.add(new SeriesStatistics()));
        for (double value : values) {
            deltas.get(random.nextInt(deltas.size())).add(value, 0);
        }
        while (deltas.size() > 1) {
            Collections.shuffle(deltas, random);
            SeriesStatistics last = deltas.remove(deltas.size() - 1);
            deltas.get(0).merge(last);
        }
        return deltas.get(0);
    }

    private static void assertExact(SeriesStatistics found, double[] values, String what) {
        BigDecimal count = BigDecimal.valueOf(values.length);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            BigDecimal exact = new BigDecimal(value);
            sum = sum.add(exact);
            squares = squares.add(exact.multiply(exact));
        }
        // n·Σx² - (Σx)² is exact: nothing is rounded before the division.
        BigDecimal variance =
                count.multiply(squares).subtract(sum.multiply(sum)).divide(count.multiply(count), DIGITS);

        assertThat(found.count()).as(what).isEqualTo(values.length);
        assertThat(found.min()).as(what).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(found.max()).as(what).isEqualTo(Arrays.stream(values).max().orElseThrow());
        assertClose(found.sum(), sum, "sum of " + what);
        assertClose(found.avg(), sum.divide(count, DIGITS), "avg of " + what);
        assertClose(found.stdDev(), variance.sqrt(DIGITS), "std_dev of " + what);
    }

    private static void assertClose(double found, BigDecimal exact, String what) {
        if (Double.isInfinite(exact.doubleValue())) {
            assertThat(found).as(what).isInfinite();
            return;
        }
        // A subnormal double has too few digits for any relative tolerance.
        BigDecimal tolerance = exact.abs().multiply(TOLERANCE).max(SMALLEST);
        assertThat(new BigDecimal(found)).as(what).isCloseTo(exact, within(tolerance));
    }

    private static byte[] bytes(SeriesStatistics statistics) {
        byte[] bytes = statistics.toBytes();
        assertThat(bytes).hasSizeLessThanOrEqualTo(SeriesStatistics.MAX_BYTES);
        return bytes;
    }
}
