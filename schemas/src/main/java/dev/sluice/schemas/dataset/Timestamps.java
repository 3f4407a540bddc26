package dev.sluice.schemas.dataset;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Times as microseconds since the epoch, and the texts they are read from.
 *
 * <p>Read are ISO-8601 date-times ({@code 2024-05-01T10:00[:00[.123456]]}, with a {@code T} or a space between date and
 * time, zone {@code Z}, {@code +02:00}, {@code +0200} or {@code +02}; UTC where there is none) and epoch seconds or
 * milliseconds (whole numbers; those of 1e11 and more are milliseconds). Digits beyond the microsecond are dropped.
 * All in UTC in the years 0000 to 9999, so that what {@link #format} writes can be read again.
 */
public final class Timestamps {
    /** No time at all. */
    static final long NONE = Long.MIN_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int DATE_LENGTH = "2024-05-01".length();
    /** Seconds up to the year 5138; milliseconds from 1973 on. */
    private static final long FIRST_EPOCH_MILLIS = 100_000_000_000L;

    private static final long FIRST_MICROS = LocalDate.of(0, 1, 1).toEpochDay() * 86_400 * MICROS_PER_SECOND;
    private static final long LAST_MICROS = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400 * MICROS_PER_SECOND - 1;

    private Timestamps() {}

    /** The time that the text says, or nothing if it says none. */
    public static OptionalLong parseMicros(String text) {
        long micros = parseOrNone(text);
        return micros == NONE ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    /** The same for the millions: {@link #NONE} instead of nothing. */
    static long parseOrNone(String text) {
        try {
            return inRange(isEpoch(text) ? epochMicros(text) : new IsoReader(text).micros());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return NONE;
        }
    }

    /** The time itself, or {@link #NONE} where it is before the year 0000 or after 9999. */
    static long inRange(long micros) {
        return micros < FIRST_MICROS || micros > LAST_MICROS ? NONE : micros;
    }

    /** Whether a text that says a time names its zone. Epoch seconds and milliseconds don't. */
    static boolean hasZone(String text) {
        char last = text.charAt(text.length() - 1);
        return last == 'Z' || last == 'z' || text.indexOf('+') >= 0 || text.lastIndexOf('-') > DATE_LENGTH;
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

    private static long epochMicros(String text) {
        long number = Long.parseLong(text);
        long perUnit = Math.abs(number) < FIRST_EPOCH_MILLIS ? MICROS_PER_SECOND : 1_000;
        return Math.multiplyExact(number, perUnit);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Walks once over an ISO date-time. Each step throws a DateTimeException where the text is something else. */
    private static final class IsoReader {
        private final String text;
        private int at;

        IsoReader(String text) {
            this.text = text;
        }

        long micros() {
            long day = date();
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
            return second * MICROS_PER_SECOND + (take('.') ? fractionMicros() : 0);
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
            if (at == text.length() || take('Z') || take('z')) {
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
