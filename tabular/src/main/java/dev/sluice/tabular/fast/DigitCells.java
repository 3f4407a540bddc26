package dev.sluice.tabular.fast;

import org.jspecify.annotations.Nullable;

/**
 * Reads numbers of few digits from bytes. Optimised code: accepts an optional minus, ASCII digits and at most one
 * point; no plus, no exponent. See {@code RowBenchmark}.
 */
public final class DigitCells {
    /** So few digits are exact in a double, and so is the power of ten of their scale: one division rounds once. */
    private static final int EXACT_DIGITS = 15;

    private static final int LONG_DIGITS = 18;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private DigitCells() {}

    /** Like {@code Decimals}. */
    public static @Nullable Object number(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        int first = negative ? from + 1 : from;
        int point = to;
        long digits = 0;
        for (int i = first; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                // May overflow: then there are too many digits.
                digits = digits * 10 + digit;
            } else if (text[i] == '.' && point == to) {
                point = i;
            } else {
                return null;
            }
        }
        int scale = point == to ? 0 : to - point - 1;
        int count = point == to ? to - first : to - first - 1;
        if (count < 1 || count > EXACT_DIGITS) {
            return null;
        }
        double value = scale == 0 ? digits : digits / POWERS_OF_TEN[scale];
        return negative ? -value : value;
    }

    /** Like {@code IntegerType}. */
    public static @Nullable Object integer(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        int first = negative ? from + 1 : from;
        if (to == first || to - first > LONG_DIGITS) {
            return null;
        }
        long value = 0;
        for (int i = first; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }
}
