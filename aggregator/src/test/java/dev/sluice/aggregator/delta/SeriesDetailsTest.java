package dev.sluice.aggregator.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.stats.TimeProfile;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDetailsTest {
    private static final int[] PERCENTS = {1, 5, 25, 50, 75, 95, 99};
    private static final long HOUR = 3_600_000_000L;

    /** Whether the parts are lists or summaries, and whether they were written and read in between. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldHaveAllValuesHoweverTheyAreMerged(int seed) {
        Random random = new Random(seed);
        PercentileSketch sketch = new PercentileSketch();
        TimeProfile profile = new TimeProfile();
        SeriesDetails whole = SeriesDetails.whole();
        int most = PercentileSketch.EXACT;
        while (sketch.count() < most) {
            SeriesDetails part = SeriesDetails.empty();
            int count = 1 + random.nextInt(most - (int) sketch.count());
            for (int i = 0; i < count; i++) {
                double value = random.nextGaussian();
                Long micros = random.nextInt(10) == 0 ? null : (long) (random.nextGaussian() * 1e15);
                part.add(value, micros);
                sketch.add(value);
                if (micros == null) {
                    profile.addTimeless();
                } else {
                    profile.add(value, micros);
                }
            }
            if (random.nextBoolean()) {
                part.sketch();
            }
            whole.merge(random.nextBoolean() ? part : copy(part));
        }

        assertThat(whole.count()).isEqualTo(most);
        assertThat(whole.sketch().percentiles(PERCENTS)).containsExactly(sketch.percentiles(PERCENTS));
        assertThat(whole.profile())
                .usingRecursiveComparison()
                .withComparatorForType((one, other) -> Math.abs(one - other) < 1e-9 ? 0 : 1, Double.class)
                .ignoringFields("last")
                .isEqualTo(profile);
    }

    @Test
    void shouldBeAListWhileThereAreFewValues() {
        SeriesDetails details = SeriesDetails.empty();
        for (int i = 0; i < RecentValues.MAX; i++) {
            details.add(i, HOUR * i);
        }
        assertThat(details.isList()).isTrue();

        details.add(0, HOUR);

        assertThat(details.isList()).isFalse();
        assertThat(details.count()).isEqualTo(RecentValues.MAX + 1);
        assertThat(details.profile().count()).isEqualTo(RecentValues.MAX + 1);
    }

    @Test
    void shouldKeepTheExtremesOfValuesAndTimes() {
        SeriesDetails details = SeriesDetails.empty();
        details.add(Double.MAX_VALUE, SeriesStatistics.MAX_MICROS);
        details.add(-Double.MAX_VALUE, SeriesStatistics.MIN_MICROS);
        details.add(Double.MIN_VALUE, null);
        details.add(-0.0, SeriesStatistics.MAX_MICROS);

        SeriesDetails read = copy(details);

        assertThat(read.isList()).isTrue();
        assertThat(read.toBytes()).isEqualTo(details.toBytes());
        assertThat(copy(SeriesDetails.empty()).count()).isZero();
    }

    /** So that values that arrive later aren't kept at a finer resolution than those before. */
    @Test
    void shouldKeepTheIntervalOfWhatWasThereBefore() {
        SeriesDetails details = SeriesDetails.empty();
        for (int i = 0; i < 1_000; i++) {
            details.add(i, HOUR * i);
        }
        SeriesDetails later = details.emptied();
        later.add(1, 0L);

        assertThat(copy(later).profile().intervalSeconds())
                .isEqualTo(details.profile().intervalSeconds())
                .isGreaterThan(3_600);
    }

    @Test
    void shouldRefuseListsThatNoneHasWritten() {
        double[] numbers = {1, Double.NaN};
        assertThatIllegalArgumentException().isThrownBy(() -> read(list(numbers, 2, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> read(list(numbers, 1, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> read(list(numbers, 1, Long.MAX_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> read(list(new double[300], 300, new long[300])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(list(numbers, 1, 1).number(3, 7)));
    }

    private static WireWriter list(double[] numbers, int count, long... times) {
        return new WireWriter(100).reals(1, numbers, count).numbers(2, times);
    }

    private static SeriesDetails read(WireWriter out) {
        return WireReader.read(out.toBytes(), SeriesDetails::readValuesFrom);
    }

    private static SeriesDetails copy(SeriesDetails details) {
        if (!details.isList()) {
            return SeriesDetails.ALL.read(details.toBytes());
        }
        WireWriter out = new WireWriter(details.maxBytes());
        details.writeValuesTo(out);
        return read(out);
    }
}
