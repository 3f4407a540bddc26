package dev.sluice.tabular.dataset.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;

/**
 * A strptime pattern, as a field's format.
 *
 * @param pattern the pattern in the document
 * @param formatter the equivalent formatter
 * @param hasZone whether it requires an offset from UTC
 */
public record Strptime(String pattern, DateTimeFormatter formatter, boolean hasZone)
        implements DateTimeType.DateTimeReader {
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

    /** @throws DateTimeException if the text doesn't match */
    <T> T parse(String text, TemporalQuery<T> query) {
        return formatter.parse(text, query);
    }

    @Override
    public long micros(String cell) {
        try {
            TemporalAccessor parsed = formatter.parse(cell);
            long day = LocalDate.from(parsed).toEpochDay();
            long microOfDay = parsed.getLong(ChronoField.MICRO_OF_DAY);
            long offset = hasZone ? parsed.getLong(ChronoField.OFFSET_SECONDS) : 0;
            return Timestamps.inRange((day * 86_400 - offset) * 1_000_000 + microOfDay);
        } catch (DateTimeException e) {
            return Timestamps.NONE;
        }
    }

    @Override
    public boolean hasZone(String cell) {
        return hasZone;
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
