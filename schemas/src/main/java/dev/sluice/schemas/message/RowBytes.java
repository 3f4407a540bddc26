package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks once over the bytes of a row's JSON. Fast and ugly, as it sees each byte of each row: {@code RowBenchmark.read} is
 * its benchmark.
 *
 * <p>It knows only a part of JSON: no white space, no escapes, no nulls, no very long numbers. Whatever else it meets, it
 * says so and may then stand anywhere: the caller leaves the row to the general reader, which knows all of JSON, and so
 * it needs no messages of its own. What it does take, it must take for exactly what the general reader would.
 */
final class RowBytes {
    /** What {@link #whole} and {@link #micros} say instead of a number. */
    static final long NONE = Long.MIN_VALUE;

    private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
    private static final byte[] FALSE = "false".getBytes(ISO_8859_1);

    /** They all fit 64 bits. */
    private static final int MAX_WHOLE_DIGITS = 18;

    private static final int MAX_NUMBER_LENGTH = 64;
    /** The doubles that hold all whole numbers up to there. */
    private static final long MAX_EXACT = 1L << 53;
    /** Those powers of ten that are doubles. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private static final int MICRO_DIGITS = 6;
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = {};
    private int at;

    void start(byte[] row) {
        bytes = row;
        at = 0;
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    /** Goes on behind the literal, if that is what comes next. */
    boolean take(byte[] literal) {
        int end = at + literal.length;
        if (end <= bytes.length && Arrays.equals(bytes, at, end, literal, 0, literal.length)) {
            at = end;
            return true;
        }
        return false;
    }

    boolean take(char c) {
        if (at < bytes.length && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    /** A whole number that isn't negative, or {@link #NONE}. */
    long whole() {
        int start = at;
        long number = 0;
        while (isDigitNext()) {
            number = number * 10 + (bytes[at++] - '0');
        }
        int digits = at - start;
        boolean leadingZero = digits > 1 && bytes[start] == '0';
        return digits == 0 || digits > MAX_WHOLE_DIGITS || leadingZero ? NONE : number;
    }

    /** A whole number with its sign, or {@link #NONE}. */
    long signed() {
        boolean negative = take('-');
        long number = whole();
        return negative && number != NONE ? -number : number;
    }

    /**
     * A number without an exponent whose nearest double one exact division finds, as both sides of it are doubles; else
     * NaN. Nothing else than {@link Double#parseDouble} would give.
     */
    double decimal() {
        boolean negative = take('-');
        int start = at;
        long digits = 0;
        while (isDigitNext()) {
            digits = digits * 10 + (bytes[at++] - '0');
        }
        int count = at - start;
        if (count == 0 || (count > 1 && bytes[start] == '0')) {
            return Double.NaN;
        }
        int decimals = 0;
        if (take('.')) {
            int point = at;
            while (isDigitNext()) {
                digits = digits * 10 + (bytes[at++] - '0');
            }
            decimals = at - point;
            if (decimals == 0) {
                return Double.NaN;
            }
        }
        boolean exponent = take('e') || take('E');
        // More digits may have run over.
        if (exponent || count + decimals > MAX_WHOLE_DIGITS || digits > MAX_EXACT) {
            return Double.NaN;
        }
        double value = digits / POWERS_OF_TEN[decimals];
        return negative ? -value : value;
    }

    /** A number as it stands, or null. */
    @Nullable
    String number() {
        int start = at;
        take('-');
        int digits = at;
        if (!skipDigits() || (bytes[digits] == '0' && at - digits > 1)) {
            return null;
        }
        if (take('.') && !skipDigits()) {
            return null;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            if (!skipDigits()) {
                return null;
            }
        }
        return at - start > MAX_NUMBER_LENGTH ? null : new String(bytes, start, at - start, ISO_8859_1);
    }

    /** An array of numbers as it stands, without its brackets, or null. */
    @Nullable
    String numbers() {
        if (!take('[')) {
            return null;
        }
        int start = at;
        if (!take(']')) {
            do {
                if (number() == null) {
                    return null;
                }
            } while (take(','));
            if (!take(']')) {
                return null;
            }
        }
        return new String(bytes, start, at - 1 - start, ISO_8859_1);
    }

    /** {@code true} or {@code false}, or null. */
    @Nullable
    String truth() {
        if (take(TRUE)) {
            return "true";
        }
        return take(FALSE) ? "false" : null;
    }

    /**
     * A text of Unicode characters none of which is escaped: what has become of it before, or null where it is none or
     * became nothing.
     */
    @Nullable
    Object text(RecentTexts recent) {
        if (!take('"')) {
            return null;
        }
        int start = at;
        int hash = 0;
        boolean ascii = true;
        while (at < bytes.length && bytes[at] != '"') {
            byte b = bytes[at++];
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return null;
            }
            ascii &= b >= 0;
            hash = hash * 31 + b;
        }
        int end = at;
        if (!take('"')) {
            return null;
        }
        Object known = recent.find(bytes, start, end, hash);
        if (known != null) {
            return known;
        }
        String text = new String(bytes, start, end - start, ascii ? ISO_8859_1 : UTF_8);
        // What isn't UTF-8 becomes that character too.
        if (!ascii && text.indexOf(REPLACEMENT) >= 0) {
            return null;
        }
        return recent.make(bytes, start, end, hash, text);
    }

    /** A time such as {@code "2024-05-01T10:00:00.123Z"} in microseconds since the epoch, or {@link #NONE}. */
    long micros() {
        if (bytes.length - at < "\"2024-05-01T10:00:00Z\"".length() || !take('"')) {
            return NONE;
        }
        int year = twoDigits() * 100 + twoDigits();
        boolean good = take('-');
        int month = twoDigits();
        good &= take('-');
        int day = twoDigits();
        good &= take('T');
        int hour = twoDigits();
        good &= take(':');
        int minute = twoDigits();
        good &= take(':');
        int second = twoDigits();
        if (!good || year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NONE;
        }
        if (month < 1
                || month > 12
                || day < 1
                || (day > 28 && day > Month.of(month).length(Year.isLeap(year)))) {
            return NONE;
        }
        long micros = take('.') ? fraction() : 0;
        if (micros == NONE || !take('Z') || !take('"')) {
            return NONE;
        }
        long ofDay = (hour * 60L + minute) * 60 + second;
        return (LocalDate.of(year, month, day).toEpochDay() * 86_400 + ofDay) * 1_000_000 + micros;
    }

    private long fraction() {
        int start = at;
        long micros = 0;
        while (isDigitNext()) {
            if (at - start < MICRO_DIGITS) {
                micros = micros * 10 + (bytes[at] - '0');
            }
            at++;
        }
        int digits = at - start;
        for (int i = digits; i < MICRO_DIGITS; i++) {
            micros *= 10;
        }
        return digits == 0 || digits > MAX_FRACTION_DIGITS ? NONE : micros;
    }

    /** Their number, or one below -1,000; there are at least two bytes more. */
    private int twoDigits() {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        at += 2;
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }

    private boolean skipDigits() {
        int start = at;
        while (isDigitNext()) {
            at++;
        }
        return at > start;
    }

    private boolean isDigitNext() {
        return at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9';
    }
}
