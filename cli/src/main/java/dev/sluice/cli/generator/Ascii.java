package dev.sluice.cli.generator;

import java.io.InputStream;

/**
 * Text as bytes, digit by digit: generating rows on the cores that Sluice is measured on must cost next to nothing.
 */
final class Ascii {
    private final byte[] bytes;
    private int from;
    private int to;

    Ascii(int capacity) {
        bytes = new byte[capacity];
    }

    boolean isEmpty() {
        return from == to;
    }

    /** The number of bytes in it. */
    int size() {
        return to - from;
    }

    int room() {
        return bytes.length - to;
    }

    void clear() {
        from = 0;
        to = 0;
    }

    Ascii add(char c) {
        bytes[to++] = (byte) c;
        return this;
    }

    Ascii add(byte[] text) {
        System.arraycopy(text, 0, bytes, to, text.length);
        to += text.length;
        return this;
    }

    /** A non-negative whole number. */
    Ascii add(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits(number, digits);
    }

    /** The last digits of a number, with leading zeros. */
    Ascii digits(long number, int count) {
        long rest = number;
        for (int i = to + count - 1; i >= to; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        to += count;
        return this;
    }

    /** A number of hundredths as a decimal with two digits. */
    Ascii hundredths(long number) {
        if (number < 0) {
            add('-');
        }
        long positive = Math.abs(number);
        return add(positive / 100).add('.').digits(positive % 100, 2);
    }

    /** Takes bytes from the front, like {@link InputStream#read(byte[], int, int)}. */
    int take(byte[] target, int offset, int length) {
        int count = Math.min(length, to - from);
        System.arraycopy(bytes, from, target, offset, count);
        from += count;
        return count;
    }
}
