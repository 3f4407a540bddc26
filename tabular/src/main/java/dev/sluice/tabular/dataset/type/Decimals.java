package dev.sluice.tabular.dataset.type;

import java.util.OptionalDouble;

/**
 * Decimal numbers in ASCII: an optional sign, digits with at most one point, an optional exponent. Unlike {@link
 * Double#parseDouble}, it accepts no hexadecimal, no suffixes, no {@code NaN} or {@code Infinity} and no digits of
 * other scripts.
 */
public final class Decimals {
    private Decimals() {}

    /** The nearest double, or nothing if the text is no decimal number or exceeds the range of doubles. */
    public static OptionalDouble parse(String text) {
        double value = parseOrNaN(text);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The same without allocation: NaN instead of nothing. */
    static double parseOrNaN(String text) {
        if (!isDecimal(text)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static boolean isDecimal(String text) {
        int at = skipSign(text, 0);
        int whole = skipDigits(text, at);
        int digits = whole - at;
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = skipDigits(text, at + 1);
            digits += fraction - (at + 1);
            at = fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = skipSign(text, at + 1);
            at = skipDigits(text, exponent);
            if (at == exponent) {
                return false;
            }
        }
        return at == text.length();
    }

    private static int skipSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
