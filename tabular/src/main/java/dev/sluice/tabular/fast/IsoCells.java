package dev.sluice.tabular.fast;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Reads ISO-8601 dates and instants from bytes. Optimised code: accepts only {@code 2024-01-26} and {@code
 * 2024-01-26T15:00:00[.123456]Z}, and caches dates. Not thread-safe; see {@code RowBenchmark}.
 */
public final class IsoCells {
    private static final int DATE = "2024-01-26".length();
    private static final int SECONDS = "2024-01-26T15:00:00".length();
    private static final int FRACTION = 6;
    private static final int KEPT_DAYS = 64;

    private final int[] keptNumbers = new int[KEPT_DAYS];
    private final @Nullable LocalDate[] keptDays = new LocalDate[KEPT_DAYS];

    /** Like {@code DateType}. */
    @Nullable
    public Object day(byte[] text, int from, int to) {
        return to - from == DATE ? date(text, from) : null;
    }

    /** Like {@code Timestamps}: microseconds since the epoch. */
    @Nullable
    public Object moment(byte[] text, int from, int to) {
        if (to - from <= SECONDS
                || text[to - 1] != 'Z'
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return null;
        }
        int hour = pair(text, from + 11);
        int minute = pair(text, from + 14);
        int second = pair(text, from + 17);
        int micros = fraction(text, from + SECONDS, to - 1);
        if ((hour | minute | second | micros) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        LocalDate day = date(text, from);
        if (day == null) {
            return null;
        }
        return (day.toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second) * 1_000_000L + micros;
    }

    private @Nullable LocalDate date(byte[] text, int from) {
        int century = pair(text, from);
        int year = pair(text, from + 2);
        int month = pair(text, from + 5);
        int day = pair(text, from + 8);
        if ((century | year | month | day) < 0 || text[from + 4] != '-' || text[from + 7] != '-') {
            return null;
        }
        // Five bits hold any day, four any valid month.
        int number = ((century * 100 + year) * 16 + (month & 15)) * 32 + (day & 31);
        LocalDate kept = keptDays[number % KEPT_DAYS];
        if (kept != null && keptNumbers[number % KEPT_DAYS] == number && month <= 12 && day <= 31) {
            return kept;
        }
        if (month < 1
                || month > 12
                || day < 1
                || !YearMonth.of(century * 100 + year, month).isValidDay(day)) {
            return null;
        }
        LocalDate date = LocalDate.of(century * 100 + year, month, day);
        keptNumbers[number % KEPT_DAYS] = number;
        keptDays[number % KEPT_DAYS] = date;
        return date;
    }

    /** The microseconds of an empty text, or of a point and up to six digits; -1 for anything else. */
    private static int fraction(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = to - from - 1;
        if (text[from] != '.' || digits < 1 || digits > FRACTION) {
            return -1;
        }
        int micros = 0;
        for (int i = 0; i < FRACTION; i++) {
            int digit = i < digits ? text[from + 1 + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            micros = micros * 10 + digit;
        }
        return micros;
    }

    /** A two-digit number, or a negative value if it is invalid. */
    private static int pair(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
