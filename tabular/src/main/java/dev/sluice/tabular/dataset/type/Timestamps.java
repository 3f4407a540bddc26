package dev.sluice.tabular.dataset.type;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses and formats times, as microseconds since the epoch.
 *
 * <p>It parses ISO-8601 date-times ({@code 2024-05-01T10:00[:00[.123456]]}, with a {@code T} or a space between date
 * and time, a point or a comma before the fraction, zone {@code Z}, {@code UTC}, {@code +02:00}, {@code +0200} or {@code
 * +02}, also after a space; UTC if there is none), dates alone, which mean their midnight, and epoch seconds, which may
 * have a fraction, milliseconds, microseconds or nanoseconds from 1990 to 2100: the magnitude shows the unit, and
 * another number, such as the date {@code 20261101}, is rejected. So is one that is a date and an hour, such as {@code
 * 2026030100}, which as an epoch would be in the years 2033 to 2036. Digits beyond microseconds are dropped. All times are in UTC in the years 0000 to 9999, so that the output of {@link #format} can
 * be parsed.
 */
public final class Timestamps {
    /** Not a time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final String UTC = "UTC";
    private static final int YEAR_LENGTH = "2024".length();
    private static final int DATE_LENGTH = "2024-05-01".length();
    /** The first second of 1990, and the first second after 2099. Numbers in between are plausible as an epoch. */
    private static final long FIRST_EPOCH = 631_152_000L;

    private static final long END_OF_EPOCHS = 4_102_444_800L;
    /** Numbers in between may be a date and an hour. */
    private static final long FIRST_HOUR = 1_990_010_100L;

    private static final long LAST_HOUR = 2_099_123_123L;
    private static final Pattern BASIC_DATE =
            Pattern.compile("((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])([0-9]{2}|[0-9]{4}|[0-9]{6})?");

    /** Of the years 1954 to 2091. */
    private static final Pattern SERIAL_DATE = Pattern.compile("[2-6][0-9]{4}(?:[.,][0-9]{1,20})?");

    private static final Pattern END_OF_DAY =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ])24:00(:00)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?|)");

    private static final long FIRST_MICROS = LocalDate.of(0, 1, 1).toEpochDay() * 86_400 * MICROS_PER_SECOND;
    private static final long LAST_MICROS = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400 * MICROS_PER_SECOND - 1;

    private Timestamps() {}

    /** The time in the text, or nothing if it is invalid. */
    public static OptionalLong parseMicros(String text) {
        long micros = parseOrNone(text);
        return micros == NONE ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    /** The same without allocation: {@link #NONE} instead of nothing. */
    public static long parseOrNone(String text) {
        try {
            if (isEpoch(text)) {
                return inRange(epochMicros(text));
            }
            int point = text.indexOf('.');
            if (point > 0 && isEpoch(text.substring(0, point))) {
                return inRange(secondsWithFraction(text, point));
            }
            // Most texts of a column without times end here, without an exception for each.
            return text.length() < DATE_LENGTH || text.charAt(YEAR_LENGTH) != '-'
                    ? NONE
                    : inRange(new IsoReader(text).micros());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return NONE;
        }
    }

    /** The time itself, or {@link #NONE} if it is before the year 0000 or after 9999. */
    static long inRange(long micros) {
        return micros < FIRST_MICROS || micros > LAST_MICROS ? NONE : micros;
    }

    /** Whether a valid text has a zone. Epoch numbers don't. */
    static boolean hasZone(String text) {
        char last = text.charAt(text.length() - 1);
        return last == 'Z'
                || last == 'z'
                || text.endsWith(UTC)
                || text.indexOf('+') >= 0
                || text.lastIndexOf('-') > DATE_LENGTH;
    }

    /** Whether a valid text is a date-time or date without a zone. */
    static boolean isLocal(String text) {
        return text.length() >= DATE_LENGTH && text.charAt(YEAR_LENGTH) == '-' && !hasZone(text);
    }

    /** A hint for an invalid text: for numbers; otherwise empty. */
    static String hint(String text) {
        if (SERIAL_DATE.matcher(text).matches()) {
            return "; if that is a spreadsheet's date in days, time_format=serial reads it in CSV";
        }
        Matcher end = END_OF_DAY.matcher(text);
        if (end.matches()) {
            return "; if hour 24 is the end of the day, time_format=%Y-%m-%d" + end.group(1) + "%H:%M"
                    + (end.group(2) == null ? "" : ":%S") + (end.group(3).isEmpty() ? "" : "%z") + " reads it in CSV";
        }
        if (!isEpoch(text)) {
            return "";
        }
        Matcher date = BASIC_DATE.matcher(text);
        if (date.matches()) {
            return "; " + text + " looks like a date: write " + date.group(1) + "-" + date.group(2) + "-"
                    + date.group(3) + "T00:00:00, for example, or read it with time_format="
                    + "%Y%m%d%H%M%S".substring(0, text.length() - YEAR_LENGTH + 2);
        }
        return "; a whole number is an epoch from 1990 to 2100, in seconds, milliseconds, microseconds or nanoseconds";
    }

    /** ISO-8601 in UTC with {@code Z}, and with as many groups of three fraction digits as needed. */
    public static String format(long micros) {
        return toInstant(micros).toString();
    }

    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
    }

    private static boolean isEpoch(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        if (from == text.length()) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static long secondsWithFraction(String text, int point) {
        long seconds = Long.parseLong(text.substring(0, point));
        if (!isEpochOf(1, seconds)) {
            return NONE;
        }
        IsoReader fraction = new IsoReader(text);
        fraction.at = point + 1;
        long micros = fraction.fractionMicros();
        return fraction.at == text.length() ? seconds * MICROS_PER_SECOND + micros : NONE;
    }

    /** The ranges of the four units don't overlap. */
    private static long epochMicros(String text) {
        long number = Long.parseLong(text);
        if (isEpochOf(1, number)) {
            return isHour(number) ? NONE : number * MICROS_PER_SECOND;
        }
        if (isEpochOf(1_000, number)) {
            return number * 1_000;
        }
        if (isEpochOf(1_000_000, number)) {
            return number;
        }
        return isEpochOf(1_000_000_000, number) ? number / 1_000 : NONE;
    }

    /** Whether it looks like 2026030100. */
    private static boolean isHour(long number) {
        if (number < FIRST_HOUR || number > LAST_HOUR) {
            return false;
        }
        long month = number / 10_000 % 100;
        long day = number / 100 % 100;
        // Some count the hours of a day from 1 to 24.
        return month >= 1 && month <= 12 && day >= 1 && day <= 31 && number % 100 <= 24;
    }

    private static boolean isEpochOf(long perSecond, long number) {
        return number >= FIRST_EPOCH * perSecond && number < END_OF_EPOCHS * perSecond;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Parses an ISO date-time in one pass. Each step throws a DateTimeException if the text is invalid. */
    private static final class IsoReader {
        private final String text;
        private int at;

        IsoReader(String text) {
            this.text = text;
        }

        long micros() {
            long day = date();
            if (at == text.length()) {
                return day * 86_400 * MICROS_PER_SECOND;
            }
            if (!take('T') && !take('t') && !take(' ')) {
                throw unexpected();
            }
            long microOfDay = microOfDay();
            long offset = offsetSeconds();
            if (at != text.length()) {
                throw unexpected();
            }
            return (day * 86_400 - offset) * MICROS_PER_SECOND + microOfDay;
        }

        private long date() {
            int year = number(4, 9999);
            expect('-');
            int month = number(2, 12);
            expect('-');
            int day = number(2, 31);
            return LocalDate.of(year, month, day).toEpochDay();
        }

        private long microOfDay() {
            int hour = number(2, 23);
            expect(':');
            int minute = number(2, 59);
            long second = hour * 3_600L + minute * 60L;
            if (!take(':')) {
                return second * MICROS_PER_SECOND;
            }
            second += number(2, 59);
            return second * MICROS_PER_SECOND + (take('.') || take(',') ? fractionMicros() : 0);
        }

        private long fractionMicros() {
            int start = at;
            long micros = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                if (at - start < 6) {
                    micros = micros * 10 + (text.charAt(at) - '0');
                }
                at++;
            }
            int digits = at - start;
            if (digits == 0 || digits > 9) {
                throw unexpected();
            }
            for (int i = digits; i < 6; i++) {
                micros *= 10;
            }
            return micros;
        }

        private long offsetSeconds() {
            if (at == text.length()) {
                return 0;
            }
            take(' ');
            if (take('Z') || take('z')) {
                return 0;
            }
            if (text.startsWith(UTC, at)) {
                at += UTC.length();
                return 0;
            }
            int sign = take('-') ? -1 : 1;
            if (sign == 1) {
                expect('+');
            }
            int hours = number(2, 18);
            int minutes = 0;
            if (at < text.length()) {
                take(':');
                minutes = number(2, 59);
            }
            if (hours == 18 && minutes > 0) {
                throw unexpected();
            }
            return sign * (hours * 3_600L + minutes * 60L);
        }

        private int number(int digits, int max) {
            if (at + digits > text.length()) {
                throw unexpected();
            }
            int number = 0;
            for (int i = 0; i < digits; i++) {
                char c = text.charAt(at++);
                if (!isDigit(c)) {
                    throw unexpected();
                }
                number = number * 10 + (c - '0');
            }
            if (number > max) {
                throw unexpected();
            }
            return number;
        }

        private void expect(char c) {
            if (!take(c)) {
                throw unexpected();
            }
        }

        private boolean take(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private DateTimeException unexpected() {
            return new DateTimeException("not a date-time");
        }
    }
}
