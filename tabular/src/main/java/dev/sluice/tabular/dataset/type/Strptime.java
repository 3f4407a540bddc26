package dev.sluice.tabular.dataset.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A strptime pattern, as a field's format.
 *
 * @param pattern the pattern in the document
 * @param formatter the equivalent formatter
 * @param hasZone whether it requires an offset from UTC
 * @param halved whether it has the half of the day, which may be written in other ways than AM and PM
 */
public record Strptime(String pattern, DateTimeFormatter formatter, boolean hasZone, boolean halved)
        implements DateTimeType.DateTimeReader {
    /** Other ways to write AM and PM: a.m., p. m., a, p. */
    private static final Pattern HALF = Pattern.compile("(?<![\\p{L}%])([AaPp])(?:\\. ?[Mm]\\.?|\\.|)(?!\\p{L})");

    /** The parts that a pattern must have; others are refused. */
    public enum Parts {
        DATE("a pattern with a year and a day, and without a time,", "%d/%m/%Y", true, false),
        TIME("a pattern with an hour, and without a day and a zone,", "%H:%M:%S", false, true),
        DATE_TIME("a pattern with a year, a day and an hour,", "%d/%m/%Y %H:%M:%S", true, true);

        private final String expected;
        private final String example;
        private final boolean date;
        private final boolean time;

        Parts(String expected, String example, boolean date, boolean time) {
            this.expected = expected;
            this.example = example;
            this.date = date;
            this.time = time;
        }

        public String expected() {
            return expected;
        }

        public String example() {
            return example;
        }

        public boolean date() {
            return date;
        }

        public boolean time() {
            return time;
        }
    }

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException saying what was expected of the pattern and what was found
     */
    public static Strptime of(String pattern, Parts parts) {
        return new StrptimeParser(pattern).parse(parts);
    }

    /** What the first matching pattern reads, or null if none matches. */
    static <T> @Nullable T parseFirst(List<Strptime> patterns, String text, TemporalQuery<T> query) {
        for (Strptime pattern : patterns) {
            try {
                return pattern.formatter.parse(pattern.normalized(text), query);
            } catch (DateTimeException e) {
                // The next one may match.
            }
        }
        return null;
    }

    /** The patterns, for messages. */
    static String inWords(List<Strptime> patterns) {
        return patterns.stream().map(Strptime::pattern).collect(Collectors.joining(" or "));
    }

    @Override
    public long micros(String cell) {
        try {
            TemporalAccessor parsed = formatter.parse(normalized(cell));
            long day = LocalDate.from(parsed).toEpochDay();
            // A pattern of a date alone means its midnight.
            long microOfDay =
                    parsed.isSupported(ChronoField.MICRO_OF_DAY) ? parsed.getLong(ChronoField.MICRO_OF_DAY) : 0;
            long offset = hasZone ? parsed.getLong(ChronoField.OFFSET_SECONDS) : 0;
            return Timestamps.inRange((day * 86_400 - offset) * 1_000_000 + microOfDay);
        } catch (DateTimeException e) {
            return Timestamps.NONE;
        }
    }

    /** Whether a pattern has such a half as a literal, which isn't another way to write AM or PM then. */
    static boolean hasHalf(String pattern) {
        return HALF.matcher(pattern).find();
    }

    private String normalized(String text) {
        String single = withSingleBlanks(text);
        return halved ? HALF.matcher(single).replaceFirst("$1m") : single;
    }

    /** As in C, a blank in a pattern stands for several in a text. */
    private static String withSingleBlanks(String text) {
        return text.contains("  ") ? text.replaceAll(" +", " ") : text;
    }

    @Override
    public boolean hasZone(String cell) {
        return hasZone;
    }

    @Override
    public boolean isLocal(String cell) {
        return !hasZone;
    }

    @Override
    public String expected(boolean withZone) {
        return "a date and time of the pattern " + pattern;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
