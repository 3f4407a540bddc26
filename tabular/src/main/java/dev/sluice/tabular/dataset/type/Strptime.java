package dev.sluice.tabular.dataset.type;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A strptime pattern, as a field's format. In a date-time the hour may be 24, if all behind it is zero: the next midnight.
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
        String text = normalized(cell);
        try {
            return micros(formatter.parse(text));
        } catch (DateTimeException e) {
            return isEndOfDay(text) ? endOfDay(text) : Timestamps.NONE;
        }
    }

    private long micros(TemporalAccessor parsed) {
        long day = LocalDate.from(parsed).toEpochDay();
        // A pattern of a date alone means its midnight.
        long microOfDay = parsed.isSupported(ChronoField.MICRO_OF_DAY) ? parsed.getLong(ChronoField.MICRO_OF_DAY) : 0;
        long offset = hasZone ? parsed.getLong(ChronoField.OFFSET_SECONDS) : 0;
        return Timestamps.inRange((day * 86_400 - offset) * 1_000_000 + microOfDay);
    }

    /** Whether the hour is 24, and nothing but zeros follow. */
    private boolean isEndOfDay(String text) {
        if (!pattern.contains("%H")) {
            return false;
        }
        ParsePosition end = new ParsePosition(0);
        TemporalAccessor parts = formatter.parseUnresolved(text, end);
        return parts != null
                && end.getIndex() == text.length()
                && part(parts, ChronoField.HOUR_OF_DAY) == 24
                && part(parts, ChronoField.MINUTE_OF_HOUR) == 0
                && part(parts, ChronoField.SECOND_OF_MINUTE) == 0
                && part(parts, ChronoField.NANO_OF_SECOND) == 0;
    }

    /** The midnight behind a day, whose date has to exist. */
    private long endOfDay(String text) {
        try {
            TemporalAccessor parts = formatter.parseUnresolved(text, new ParsePosition(0));
            TemporalAccessor next =
                    formatter.withResolverStyle(ResolverStyle.SMART).parse(text);
            LocalDate day = LocalDate.from(next).minusDays(1);
            boolean exists = Stream.of(ChronoField.DAY_OF_MONTH, ChronoField.DAY_OF_YEAR)
                    .allMatch(field -> !parts.isSupported(field) || day.getLong(field) == parts.getLong(field));
            return exists ? micros(next) : Timestamps.NONE;
        } catch (DateTimeException e) {
            return Timestamps.NONE;
        }
    }

    private static long part(TemporalAccessor parts, ChronoField field) {
        return parts.isSupported(field) ? parts.getLong(field) : 0;
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
