package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final String DATE_AND_HOUR =
            "(?:199|20[0-9])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-4])";

    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @ParameterizedTest
    @CsvSource({
        "2024-05-01T10:00:00Z,             2024-05-01T10:00:00Z",
        "2024-05-01t10:00:00z,             2024-05-01T10:00:00Z",
        "2024-05-01 10:00:00,              2024-05-01T10:00:00Z",
        "2024-05-01 10:00:00Z,             2024-05-01T10:00:00Z",
        "2024-05-01T10:00,                 2024-05-01T10:00:00Z",
        "2024-05-01T10:00Z,                2024-05-01T10:00:00Z",
        "2024-05-01T10:00+02:00,           2024-05-01T08:00:00Z",
        "2024-05-01T10:00:00+02:00,        2024-05-01T08:00:00Z",
        "2024-05-01T10:00:00+0200,         2024-05-01T08:00:00Z",
        "2024-05-01T10:00:00+02,           2024-05-01T08:00:00Z",
        "2024-05-01T10:00:00-00:30,        2024-05-01T10:30:00Z",
        "2024-05-01T10:00:00+05:45,        2024-05-01T04:15:00Z",
        "2024-05-01T10:00:00-18:00,        2024-05-02T04:00:00Z",
        "2024-01-01T00:00:00+02:00,        2023-12-31T22:00:00Z",
        "2024-02-29T00:00:00Z,             2024-02-29T00:00:00Z",
        "2024-05-01T10:00:00.5Z,           2024-05-01T10:00:00.500Z",
        "'2024-05-01T10:00:00,5Z',         2024-05-01T10:00:00.500Z",
        "'2024-05-01T10:00:00,5+02:00',    2024-05-01T08:00:00.500Z",
        "2024-05-01T10:00:00.123456Z,      2024-05-01T10:00:00.123456Z",
        "2024-05-01T10:00:00.123456789Z,   2024-05-01T10:00:00.123456Z",
        "1969-12-31T23:59:59.999999999Z,   1969-12-31T23:59:59.999999Z",
        "1969-12-31T23:59:59.5-00:30,      1970-01-01T00:29:59.500Z",
        "0000-01-01T00:00:00Z,             0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z,      9999-12-31T23:59:59.999999Z",
        "2024-05-01T10:00:00 UTC,          2024-05-01T10:00:00Z",
        "2024-05-01 10:00UTC,              2024-05-01T10:00:00Z",
        "2024-05-01T10:00:00 +02:00,       2024-05-01T08:00:00Z",
        "2024-05-01,                       2024-05-01T00:00:00Z",
        "1714557600.5,                     2024-05-01T10:00:00.500Z",
        "1714557600.123456789,             2024-05-01T10:00:00.123456Z",
        "631152000,                        1990-01-01T00:00:00Z",
        "1714557600,                       2024-05-01T10:00:00Z",
        "4102444799,                       2099-12-31T23:59:59Z",
        "631152000000,                     1990-01-01T00:00:00Z",
        "1714557600123,                    2024-05-01T10:00:00.123Z",
        "4102444799999,                    2099-12-31T23:59:59.999Z",
        "631152000000000,                  1990-01-01T00:00:00Z",
        "1714557600123456,                 2024-05-01T10:00:00.123456Z",
        "631152000000000000,               1990-01-01T00:00:00Z",
        "1714557600123456789,              2024-05-01T10:00:00.123456Z",
        "4102444799999999999,              2099-12-31T23:59:59.999999Z",
    })
    void shouldReadDateTimesAndEpochs(String text, Instant expected) {
        assertThat(Timestamps.parseMicros(text)).hasValue(micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                "--1",
                "+1714557600",
                "1.7e9",
                "١٢",
                "10:00:00",
                "2024-05-01Z",
                "2024-05-01 ",
                "2024-05-01T10:00:00 CET",
                "2024-05-01T10:00:00 UTC ",
                "1714557600.",
                "1714557600.1234567890",
                "1714557600.5Z",
                "1714557600000.5",
                "-1714557600.5",
                ".5",
                "20240501T100000Z",
                "2024-13-01T10:00:00Z",
                "2024-00-01T10:00:00Z",
                "2024-02-30T10:00:00Z",
                "2023-02-29T10:00:00Z",
                "2024-05-00T10:00:00Z",
                "2024-05-01T24:00:00Z",
                "2024-05-01T10:60:00Z",
                "2016-12-31T23:59:60Z",
                "2024-05-01T10",
                "2024-05-01T10:",
                "2024-05-01T10:0",
                "2024-05-01T10:00:",
                "2024-05-01T10:00.5",
                "2024-05-01T10:00:00.",
                "2024-05-01T10:00:00.Z",
                "2024-05-01T10:00:00,Z",
                "2024-05-01T10:00:00,5.5Z",
                "2024-05-01T10:00,5Z",
                "2024-05-01T10:00:00.1234567890Z",
                "2024-05-01T10:00:00ZZ",
                "2024-05-01T10:00:00Z ",
                " 2024-05-01T10:00:00Z",
                "2024-05-01T10:00:00Z[Europe/Berlin]",
                "2024-05-01T10:00:00+",
                "2024-05-01T10:00:00+2",
                "2024-05-01T10:00:00+02:",
                "2024-05-01T10:00:00+02:0",
                "2024-05-01T10:00:00+02:60",
                "2024-05-01T10:00:00+18:01",
                "2024-05-01T10:00:00+19:00",
                "2024-05-01  10:00:00",
                "2024-05-01_10:00:00",
                "2024/05/01T10:00:00Z",
                "01.05.2024 10:00",
                "2024-5-1T10:00:00Z",
                "24-05-01T10:00:00Z",
                "12024-05-01T10:00:00Z",
                "-2024-05-01T10:00:00Z",
                "２０２４-05-01T10:00:00Z",
                "0000-01-01T00:00:00+02:00",
                "9999-12-31T23:59:59-02:00",
                "0",
                "-0",
                "-1",
                "-1714557600",
                "631151999",
                "4102444800",
                "99999999999",
                "631151999999",
                "4102444800000",
                "631151999999999",
                "4102444800000000",
                "631151999999999999",
                "4102444800000000000",
                "20261101",
                "202611011000",
                "20261101100000",
                "2026",
                "9223372036854775807",
                "-9223372036854775808",
                "99999999999999999999",
                "tomorrow"
            })
    void shouldRefuseAllElse(String text) {
        assertThat(Timestamps.parseMicros(text)).isEmpty();
    }

    @Test
    void shouldReadWhatItFormatsAndFormatAsJavaDoes() {
        for (long seed = 0; seed < 20_000; seed++) {
            Instant instant = randomInstant(new Random(seed));
            long micros = micros(instant);

            assertThat(Timestamps.format(micros)).as("seed %d", seed).isEqualTo(instant.toString());
            assertThat(Timestamps.toInstant(micros)).as("seed %d", seed).isEqualTo(instant);
            assertThat(Timestamps.parseMicros(instant.toString()))
                    .as("seed %d: %s", seed, instant)
                    .hasValue(micros);
        }
    }

    @Test
    void shouldReadOffsetsAndFractionsAsJavaDoes() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60));
            LocalDateTime local = LocalDateTime.ofInstant(randomInstant(random), ZoneOffset.UTC);
            String text = formatter(random).format(local) + offset;
            Instant expected =
                    OffsetDateTime.parse(text.replace(' ', 'T')).toInstant().truncatedTo(ChronoUnit.MICROS);
            boolean inRange = expected.getEpochSecond() >= FIRST_SECOND && expected.getEpochSecond() <= LAST_SECOND;

            assertThat(Timestamps.parseMicros(text).isPresent())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(inRange);
            if (inRange) {
                assertThat(Timestamps.parseMicros(text))
                        .as("seed %d: %s", seed, text)
                        .hasValue(micros(expected));
            }
        }
    }

    @Test
    void shouldNotReadADateWithItsHourAsAnEpoch() {
        assertThat(Timestamps.parseMicros("2026030100")).isEmpty();
        assertThat(Timestamps.parseMicros("2026030124")).isEmpty();
        assertThat(Timestamps.parseMicros("2026030125")).isPresent();
        assertThat(Timestamps.parseMicros("2026130100")).isPresent();
    }

    @Test
    void shouldReadPlausibleEpochsAndNoOthers() {
        Instant first = Instant.parse("1990-01-01T00:00:00Z");
        Instant end = Instant.parse("2100-01-01T00:00:00Z");
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            long number = random.nextLong() >> random.nextInt(60);
            List<Instant> plausible = Stream.of(1L, 1_000L, 1_000_000L, 1_000_000_000L)
                    .map(perSecond -> instant(number, perSecond))
                    .filter(instant -> !instant.isBefore(first) && instant.isBefore(end))
                    .filter(instant -> !Long.toString(number).matches(DATE_AND_HOUR))
                    .toList();

            OptionalLong found = Timestamps.parseMicros(Long.toString(number));
            String as = "seed %d: %d".formatted(seed, number);
            assertThat(plausible).as(as).hasSizeLessThan(2);
            assertThat(found.isPresent()).as(as).isEqualTo(!plausible.isEmpty());
            plausible.forEach(
                    instant -> assertThat(found).as(as).hasValue(micros(instant.truncatedTo(ChronoUnit.MICROS))));
        }
    }

    /** The time of a number of units since the epoch, within Java's range. */
    private static Instant instant(long number, long perSecond) {
        long second = Math.floorDiv(number, perSecond);
        return second < Instant.MIN.getEpochSecond() || second > Instant.MAX.getEpochSecond()
                ? Instant.MIN
                : Instant.ofEpochSecond(second, Math.floorMod(number, perSecond) * (1_000_000_000L / perSecond));
    }

    private static Instant randomInstant(Random random) {
        long second = FIRST_SECOND + (long) (random.nextDouble() * (LAST_SECOND - FIRST_SECOND));
        return Instant.ofEpochSecond(second, random.nextInt(1_000_000) * 1_000L);
    }

    private static DateTimeFormatter formatter(Random random) {
        int digits = 1 + random.nextInt(9);
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral(random.nextBoolean() ? 'T' : ' ')
                .appendPattern("HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true)
                .toFormatter();
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
