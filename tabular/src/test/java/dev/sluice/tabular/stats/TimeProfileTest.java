package dev.sluice.tabular.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares profiles with what a list of all values gives. All randomness has a seed. */
class TimeProfileTest {
    private static final long[] SECONDS = {1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400};
    private static final long SECOND = 1_000_000;

    private record Reading(long micros, double value) {}

    @Test
    void shouldHaveAPointForEachIntervalWithValues() {
        TimeProfile profile = of(
                at("2026-01-01T00:00:00.100Z", 1),
                at("2026-01-01T00:00:00.900Z", 4),
                at("2026-01-01T00:00:07Z", -2),
                at("1969-12-31T23:59:59.999Z", 9));

        assertThat(profile.intervalSeconds()).isEqualTo(1);
        assertThat(profile.count()).isEqualTo(4);
        assertThat(text(profile))
                .containsExactly(
                        "1969-12-31T23:59:59Z 1 9.0 9.0 9.0",
                        "2026-01-01T00:00:00Z 2 1.0 2.5 4.0",
                        "2026-01-01T00:00:07Z 1 -2.0 -2.0 -2.0");
    }

    @ParameterizedTest
    @CsvSource({
        "2026, 1, 128, 1, 128",
        "2026, 1, 129, 5, 26",
        "2026, 60, 128, 1, 128",
        "2026, 60, 1440, 900, 96",
        "2026, 3600, 8760, 345600, 92",
        "0000, 86400, 3652425, 2831155200, 112"
    })
    void shouldChooseTheShortestIntervalWithFewEnoughPoints(
            String year, long every, int number, long seconds, int points) {
        TimeProfile profile = new TimeProfile();
        long start = Instant.parse(year + "-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < number; i++) {
            profile.add(i, (start + i * every) * SECOND);
        }

        assertThat(profile.intervalSeconds()).isEqualTo(seconds);
        assertThat(profile.size()).isEqualTo(points);
        assertThat(profile.count()).isEqualTo(number);
    }

    /** Any times and values, in any number of parts of any size, merged as a chain or as a tree. */
    @Test
    void shouldBeTheSameInAnyOrderOfMerging() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            List<Reading> readings = readings(random);

            TimeProfile merged = merged(random, readings);

            assertThat(merged.count()).isEqualTo(readings.size());
            assertThat(merged.size()).isLessThanOrEqualTo(TimeProfile.MAX_POINTS);
            assertSame(merged, readings);
        }
    }

    @Test
    void shouldAverageTheLargestAndTheSmallestNumbers() {
        TimeProfile huge = of(new Reading(0, Double.MAX_VALUE), new Reading(1, Double.MAX_VALUE), new Reading(2, 1));
        TimeProfile mixed = of(new Reading(3, 2), new Reading(4, -Double.MAX_VALUE));
        huge.merge(mixed);

        assertThat(huge.points()).singleElement().satisfies(point -> {
            assertThat(point.average()).isCloseTo(Double.MAX_VALUE / 5, within(1e290));
            assertThat(point.max()).isEqualTo(Double.MAX_VALUE);
            assertThat(point.min()).isEqualTo(-Double.MAX_VALUE);
        });
        assertThat(of(new Reading(0, Double.MIN_VALUE), new Reading(1, Double.MIN_VALUE))
                        .points()
                        .get(0)
                        .average())
                .isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void shouldCountValuesWithoutATimeInNoPoint() {
        TimeProfile profile = of(at("2026-01-01T00:00:00Z", 1));
        profile.addTimeless();
        TimeProfile timeless = new TimeProfile();
        timeless.addTimeless();
        profile.merge(timeless);

        assertThat(profile.count()).isEqualTo(3);
        assertThat(readBack(profile).count()).isEqualTo(3);
        assertThat(text(readBack(profile))).containsExactly("2026-01-01T00:00:00Z 1 1.0 1.0 1.0");
    }

    @Test
    void shouldKeepTheIntervalWhenEmptied() {
        TimeProfile profile = new TimeProfile();
        for (int i = 0; i < 1_000; i++) {
            profile.add(i, i * SECOND);
        }

        TimeProfile emptied = readBack(profile.emptied());
        emptied.add(1, 0);

        assertThat(emptied.intervalSeconds())
                .isEqualTo(profile.intervalSeconds())
                .isEqualTo(15);
        assertThat(emptied.count()).isEqualTo(1);
    }

    @Test
    void shouldReadBackWhatItWrites() {
        Random random = new Random(2);
        for (int round = 0; round < 2_000; round++) {
            List<Reading> readings = readings(random);
            TimeProfile profile = merged(random, readings);
            byte[] bytes = bytes(profile);

            assertThat(bytes.length).isLessThanOrEqualTo(profile.maxBytes());
            TimeProfile read = WireReader.read(bytes, TimeProfile::readFrom);
            assertThat(bytes(read)).isEqualTo(bytes);
            assertThat(text(read)).isEqualTo(text(profile));
            assertThat(read.count()).isEqualTo(profile.count());
        }
    }

    @Test
    void shouldReadOrRefuseAnyBytes() {
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bytes(merged(random, readings(random).subList(0, 1)));
            for (int j = 1 + random.nextInt(3); j > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                TimeProfile read = WireReader.read(bytes, TimeProfile::readFrom);
                assertThat(text(read)).hasSize(read.size());
                bytes(read);
            } catch (IllegalArgumentException | ArithmeticException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void shouldReportWhatIsMissing() {
        byte[] bytes = new WireWriter(9)
                .number(1, 60)
                .numbers(3, new long[] {2, 1})
                .numbers(4, new long[] {1, 2})
                .reals(5, new double[] {1, 2}, 2)
                .toBytes();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireReader.read(bytes, TimeProfile::readFrom))
                .withMessageContaining("found 2 counts, of which 1 are of several values")
                .withMessageContaining("0 maxima");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireReader.read(new byte[] {8, 7}, TimeProfile::readFrom))
                .withMessage("expected a length of intervals in seconds, found 7");
    }

    private static void assertSame(TimeProfile profile, List<Reading> readings) {
        long seconds = profile.intervalSeconds();
        if (seconds > 1) {
            assertThat(intervals(readings, shorter(seconds)))
                    .as("points of intervals of " + shorter(seconds) + " s")
                    .hasSizeGreaterThan(TimeProfile.MAX_POINTS);
        }
        Map<Long, List<Double>> expected = intervals(readings, seconds);
        assertThat(profile.points())
                .extracting(profile::startMicros)
                .containsExactlyElementsOf(expected.keySet().stream()
                        .map(interval -> interval * seconds * SECOND)
                        .toList());
        int next = 0;
        for (List<Double> values : expected.values()) {
            TimeProfile.Point point = profile.points().get(next++);
            assertThat(point.count()).isEqualTo(values.size());
            assertThat(point.min()).isEqualTo(Collections.min(values));
            assertThat(point.max()).isEqualTo(Collections.max(values));
            double average = average(values);
            assertThat(point.average()).isCloseTo(average, within(Math.abs(average) * 1e-12));
        }
    }

    private static double average(List<Double> values) {
        return values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
                .doubleValue();
    }

    private static Map<Long, List<Double>> intervals(List<Reading> readings, long seconds) {
        Map<Long, List<Double>> found = new TreeMap<>();
        for (Reading reading : readings) {
            found.computeIfAbsent(Math.floorDiv(reading.micros(), seconds * SECOND), interval -> new ArrayList<>())
                    .add(reading.value());
        }
        return found;
    }

    private static long shorter(long seconds) {
        int index = Arrays.binarySearch(SECONDS, seconds);
        return index > 0 ? SECONDS[index - 1] : seconds / 2;
    }

    /** Readings of any density over any time, in order or not, with gaps. */
    private static List<Reading> readings(Random random) {
        int number = 1 + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 300);
        long from = random.nextLong(-62_167_219_200L, 253_402_300_799L) * SECOND;
        long range = (long) Math.pow(10, 3 + 14 * random.nextDouble());
        double offset = random.nextBoolean() ? 1e9 : 0;
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            long micros = from + random.nextLong(range);
            readings.add(new Reading(
                    Math.min(micros, 253_402_300_799_999_999L), offset + random.nextGaussian() * random.nextInt(1, 9)));
        }
        if (random.nextBoolean()) {
            readings.sort((one, other) -> Long.compare(one.micros(), other.micros()));
        }
        return readings;
    }

    private static TimeProfile merged(Random random, List<Reading> readings) {
        List<TimeProfile> parts = new ArrayList<>();
        for (int from = 0; from < readings.size(); ) {
            int to = Math.min(readings.size(), from + 1 + random.nextInt(100));
            parts.add(of(readings.subList(from, to).toArray(new Reading[0])));
            from = to;
        }
        Collections.shuffle(parts, random);
        while (parts.size() > 1) {
            TimeProfile part = parts.remove(parts.size() - 1);
            parts.get(random.nextBoolean() ? 0 : random.nextInt(parts.size())).merge(part);
        }
        return parts.get(0);
    }

    private static TimeProfile of(Reading... readings) {
        TimeProfile profile = new TimeProfile();
        for (Reading reading : readings) {
            profile.add(reading.value(), reading.micros());
        }
        return profile;
    }

    private static Reading at(String time, double value) {
        return new Reading(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)), value);
    }

    private static List<String> text(TimeProfile profile) {
        return profile.points().stream()
                .map(point -> Instant.EPOCH.plus(profile.startMicros(point), ChronoUnit.MICROS) + " " + point.count()
                        + " " + point.min() + " " + point.average() + " " + point.max())
                .toList();
    }

    private static byte[] bytes(TimeProfile profile) {
        WireWriter out = new WireWriter(profile.maxBytes());
        profile.writeTo(out);
        return out.toBytes();
    }

    private static TimeProfile readBack(TimeProfile profile) {
        return WireReader.read(bytes(profile), TimeProfile::readFrom);
    }
}
