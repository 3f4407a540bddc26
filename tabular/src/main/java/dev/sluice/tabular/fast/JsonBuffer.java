package dev.sluice.tabular.fast;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;

/**
 * Builds JSON, byte for byte like Jackson's generator. Optimised code: writes common values itself, and leaves
 * everything unusual to Jackson. A buffer can be reused. Not thread-safe; see {@code RowBenchmark}.
 */
public final class JsonBuffer {
    private static final JsonFactory JSON = JsonFactory.builder()
            // Successive values are written without a separator.
            .rootValueSeparator((String) null)
            .build();

    private static final int LONGEST_NUMBER = 32;
    private static final int LONGEST_MOMENT = 32;

    /** Numbers from here up to {@link #FIRST_WITH_EXPONENT} are written without an exponent. */
    private static final double MIN_PLAIN = 1e-3;

    private static final double FIRST_WITH_EXPONENT = 1e7;
    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private byte[] bytes;
    private int length;

    private final byte[] date = new byte["2024-01-26".length()];
    private long dateDay = Long.MIN_VALUE;

    /** Created only when needed: its buffers are large. */
    private @Nullable JsonGenerator jackson;

    private final ByteArrayOutputStream ofJackson = new ByteArrayOutputStream(0);

    /** @param capacity the initial size of the buffer */
    public JsonBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Returns the bytes written so far, and clears the buffer. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    /** Writes JSON unchanged. */
    public void raw(byte[] json) {
        makeRoom(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
    }

    /** Writes a structural character: a brace, a bracket, a comma. */
    public void raw(char ascii) {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
    }

    /** Writes a boolean. */
    public void bool(boolean value) {
        string(value ? "true" : "false", false);
    }

    /** Writes a whole number. */
    public void number(long value) {
        makeRoom(LONGEST_NUMBER);
        length = NumberOutput.outputLong(value, bytes, length);
    }

    /** Writes a finite number like {@link Double#toString(double)}. */
    public void number(double value) {
        double size = Math.abs(value);
        if (size >= MIN_PLAIN && size < FIRST_WITH_EXPONENT) {
            for (int scale = 0; scale < POWERS_OF_TEN.length; scale++) {
                long power = POWERS_OF_TEN[scale];
                long digits = (long) (size * power + 0.5);
                // At most 15 digits: no two such decimals are the same double, so these are the shortest. Both sides of
                // the division are exact, so it rounds once, like parsing the decimal.
                if ((double) digits / power == size) {
                    decimal(value < 0, digits, scale);
                    return;
                }
            }
        }
        string(Double.toString(value), false);
    }

    /** Writes a quoted text. */
    public void string(String text) {
        string(text, true);
    }

    /** Writes a quoted date. */
    public void day(LocalDate day) {
        makeRoom(LONGEST_MOMENT);
        bytes[length++] = '"';
        date(day.toEpochDay());
        bytes[length++] = '"';
    }

    /**
     * Writes an instant in the format of {@code Timestamps.format}, quoted.
     *
     * @param micros since the epoch, in the years 0000 to 9999
     */
    public void moment(long micros) {
        makeRoom(LONGEST_MOMENT);
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        long ofDay = micros - day * MICROS_PER_DAY;
        int second = (int) (ofDay / 1_000_000);
        int fraction = (int) (ofDay - second * 1_000_000L);
        bytes[length++] = '"';
        date(day);
        bytes[length++] = 'T';
        pair(second / 3_600);
        bytes[length++] = ':';
        pair(second / 60 % 60);
        bytes[length++] = ':';
        pair(second % 60);
        if (fraction != 0) {
            bytes[length++] = '.';
            triple(fraction / 1_000);
            if (fraction % 1_000 != 0) {
                triple(fraction % 1_000);
            }
        }
        bytes[length++] = 'Z';
        bytes[length++] = '"';
    }

    private void decimal(boolean negative, long digits, int scale) {
        makeRoom(LONGEST_NUMBER);
        if (negative) {
            bytes[length++] = '-';
        }
        long power = POWERS_OF_TEN[scale];
        long whole = digits / power;
        length = NumberOutput.outputInt((int) whole, bytes, length);
        bytes[length++] = '.';
        if (scale == 0) {
            bytes[length++] = '0';
            return;
        }
        int fraction = (int) (digits - whole * power);
        for (int i = length + scale - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        length += scale;
    }

    private void string(String text, boolean quoted) {
        int size = text.length();
        makeRoom(size + 2);
        byte[] to = bytes;
        int at = length;
        if (quoted) {
            to[at++] = '"';
        }
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                byJackson(text);
                return;
            }
            to[at++] = (byte) c;
        }
        if (quoted) {
            to[at++] = '"';
        }
        length = at;
    }

    private void byJackson(String text) {
        if (jackson == null) {
            // Never closed, as it holds only memory.
            jackson = JSON.createGenerator(ObjectWriteContext.empty(), ofJackson);
        }
        jackson.writeString(text);
        jackson.flush();
        raw(ofJackson.toByteArray());
        ofJackson.reset();
    }

    private void date(long epochDay) {
        if (epochDay != dateDay) {
            LocalDate day = LocalDate.ofEpochDay(epochDay);
            put(day.getYear() / 100, 0);
            put(day.getYear() % 100, 2);
            date[4] = '-';
            put(day.getMonthValue(), 5);
            date[7] = '-';
            put(day.getDayOfMonth(), 8);
            dateDay = epochDay;
        }
        System.arraycopy(date, 0, bytes, length, date.length);
        length += date.length;
    }

    private void put(int pair, int at) {
        date[at] = (byte) ('0' + pair / 10);
        date[at + 1] = (byte) ('0' + pair % 10);
    }

    private void pair(int number) {
        bytes[length++] = (byte) ('0' + number / 10);
        bytes[length++] = (byte) ('0' + number % 10);
    }

    private void triple(int number) {
        bytes[length++] = (byte) ('0' + number / 100);
        pair(number % 100);
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
