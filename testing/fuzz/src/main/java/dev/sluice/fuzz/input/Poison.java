package dev.sluice.fuzz.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The random source of one input: equal seeds and numbers give equal inputs, independent of earlier ones. Most inputs
 * are small, one of eight thousand is as large as a record can be.
 */
public final class Poison {
    /** With its headers near the brokers' limit. */
    private static final int LARGEST = 2_000_000;

    private static final int SMALL = 100;
    /** The number of inputs about the same files. */
    private static final int GENERATION = 150;

    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1.5",
        "-0.0",
        "1e308",
        "-1e309",
        "1e-400",
        "NaN",
        "Infinity",
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775809",
        "99999999999999999999999999",
        "00012",
        "1,5",
        "1.234,5",
        "0x10",
        "",
        " 7 ",
        "20261101",
        "true",
        "21.5°C",
        "٣"
    };
    private static final String[] TIMES = {
        "2026-11-01T00:00:00Z",
        "2026-11-01T00:00:00.123456789+05:30",
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999-18:00",
        "0000-01-01T00:00:00Z",
        "0000-00-00",
        "20261101",
        "1793448000",
        "-99999999999999",
        "2026-02-30T25:61:61Z",
        "01.11.2026 13:05",
        ""
    };
    private static final String[] TEXTS = {
        "boiler", "a,b", "\"", "\"\"", "a\"b", "\n", "\r\n", "\u0000", "\ufeff", "\u202e", "\u2028", "=1+1", "名前", "🌡",
        "e\u0301", "\ud800", "..", "null", "\\", "%00", "<b>"
    };
    private static final String[] JSON_VALUES = {
        "null",
        "true",
        "[]",
        "{}",
        "[null]",
        "[{}]",
        "[[]]",
        "-1",
        "1e999",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999",
        "0.5",
        "\"\"",
        "\"x\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"-999999999-01-01T00:00:00Z\"",
        "{\"rows\":9223372036854775807,\"checksum\":-1}"
    };

    private final SplittableRandom random;
    private final long generation;
    private final int scale;

    private Poison(SplittableRandom random, long generation) {
        this.random = random;
        this.generation = generation;
        int luck = random.nextInt(8_000);
        if (luck == 0) {
            scale = LARGEST;
        } else if (luck < 16) {
            scale = 60_000;
        } else {
            scale = luck < 400 ? 4_000 : SMALL;
        }
    }

    /** The source of one input. */
    public static Poison of(long seed, long number) {
        long mixed = new SplittableRandom(seed).nextLong() + number * 0x9E3779B97F4A7C15L;
        return new Poison(new SplittableRandom(mixed), number / GENERATION);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean oneOf(int cases) {
        return random.nextInt(cases) == 0;
    }

    public String any(String... all) {
        return all[random.nextInt(all.length)];
    }

    public <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A length from 0 to this input's size. */
    public int length() {
        return random.nextInt(scale + 1);
    }

    /** A short text, or one as long as this input's size. */
    public String text() {
        return oneOf(scale > SMALL ? 3 : 20) ? any(TEXTS).repeat(1 + length() / 3) : any(TEXTS);
    }

    public byte[] bytes() {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * A file's id: mostly one of a few, so that inputs meet, with the set changing over time, as most records of an
     * ended file are dropped.
     */
    public String fileId() {
        return oneOf(50) ? text() : "file-" + generation + "-" + below(6);
    }

    /** The key of a file's record: mostly its id. */
    public byte @Nullable [] key(String fileId) {
        return switch (below(100)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> bytes();
            case 3 -> text().getBytes(UTF_8);
            case 4 -> "x".repeat(length()).getBytes(UTF_8);
            default -> fileId.getBytes(UTF_8);
        };
    }

    /** A CSV, mostly with the columns of sensor readings, and mostly with errors. */
    public byte[] csv(boolean header) {
        return csv(header, columns(), ",,,,,;\t|".charAt(below(8)));
    }

    /** A CSV, most of whose rows have this number of columns. */
    public byte[] csv(boolean header, int columns, char delimiter) {
        StringBuilder text = new StringBuilder();
        if (header) {
            text.append(header(columns, delimiter)).append('\n');
        }
        int target = length();
        // Some files have only errors.
        int odd = oneOf(3) ? 1 : 4;
        do {
            row(text, oneOf(20) ? below(columns + 3) : columns, delimiter, odd);
        } while (text.length() < target);
        return mutated(text.toString().getBytes(UTF_8));
    }

    /** Mostly those of a reading, or so many that a row of them has this input's size. */
    public int columns() {
        return oneOf(30) ? wide() : 3;
    }

    /** The number of columns of a wide file: a row has a part of this input's size, or all of it. */
    public int wide() {
        int most = Math.max(1, Math.min(length() / 4, 8 * (int) Math.sqrt(scale)));
        return 1 + Math.max(below(most), below(most));
    }

    /** A header row with this number of columns. */
    public String header(int columns, char delimiter) {
        if (columns == 3) {
            return "timestamp" + delimiter + "sensor_id" + delimiter + "value";
        }
        StringBuilder header = new StringBuilder("timestamp");
        for (int i = 1; i < columns; i++) {
            header.append(delimiter).append('c').append(i);
        }
        return header.toString();
    }

    /** One row, with an unusual number among the given number of usual ones. */
    private void row(StringBuilder text, int cells, char delimiter, int odd) {
        // A wide row with many texts would be split: their quotes, line feeds and commas end it.
        int texts = Math.max(25, 4 * cells);
        for (int i = 0; i < cells; i++) {
            if (i > 0) {
                text.append(delimiter);
            }
            // Rows with long cells would exceed any input.
            text.append(text.length() > scale + SMALL ? "1" : cell(i, odd, texts));
        }
        text.append(oneOf(50) ? "\r\n" : "\n");
    }

    private String cell(int column, int odd, int texts) {
        if (oneOf(texts)) {
            String cell = text();
            return oneOf(2) ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
        }
        return switch (column) {
            case 0 -> oneOf(4) ? any(TIMES) : TIMES[0];
            case 1 -> "s" + below(5);
            default -> oneOf(odd) ? number() : Integer.toString(below(1_000));
        };
    }

    /** An unusual number that stays one cell, so that wide rows of them stay rows. */
    private String number() {
        String number = any(NUMBERS);
        return number.indexOf(',') < 0 ? number : '"' + number + '"';
    }

    /** A JSON text about this file: one of the examples, mostly with errors. */
    public byte[] json(Examples examples, String fileId) {
        String text = examples.any(this, fileId);
        for (int changes = scale > SMALL ? 1 : below(4); changes > 0; changes--) {
            text = changed(text);
        }
        byte[] bytes = text.getBytes(UTF_8);
        return oneOf(4) ? mutated(bytes) : bytes;
    }

    private String changed(String text) {
        int colon = text.indexOf(':', below(Math.max(1, text.length())));
        if (colon < 0) {
            return text;
        }
        int end = valueEnd(text, colon + 1);
        int name = Math.max(text.lastIndexOf(',', colon), text.lastIndexOf('{', colon)) + 1;
        // Enlarged if the input is to be large.
        return switch (scale > SMALL ? 3 + below(4) : below(7)) {
            case 0, 1, 2 -> text.substring(0, colon + 1) + any(JSON_VALUES) + text.substring(end);
            case 3 -> text.substring(0, colon + 1) + "\"" + escaped(text()) + "\"" + text.substring(end);
            case 4 -> {
                // The same property, repeated.
                String property = text.substring(name, end);
                yield text.substring(0, end)
                        + ("," + property).repeat(length() / Math.max(1, property.length()))
                        + text.substring(end);
            }
            case 5 -> {
                String value = oneOf(2) ? any(JSON_VALUES) : text.substring(colon + 1, end);
                yield text.substring(0, colon + 1)
                        + "["
                        + (value + ",").repeat(length() / (value.length() + 1))
                        + value
                        + "]"
                        + text.substring(end);
            }
            default ->
                text.substring(0, colon + 1)
                        + "[".repeat(length() / 2)
                        + (oneOf(2) ? "]".repeat(length() / 2) : "")
                        + text.substring(end);
        };
    }

    /** The approximate end of the value that begins there. */
    private static int valueEnd(String text, int from) {
        boolean quoted = false;
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']' || c == ',') {
                if (depth == 0) {
                    return i;
                }
                if (c != ',') {
                    depth--;
                }
            }
        }
        return text.length();
    }

    /** The same bytes, or some of them changed, removed or duplicated. */
    public byte[] mutated(byte[] bytes) {
        if (bytes.length == 0 || !oneOf(3)) {
            return bytes;
        }
        int at = below(bytes.length);
        int count = Math.min(bytes.length - at, 1 + below(16));
        return switch (below(4)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] = (byte) (flipped[at] ^ (1 << below(8)));
                yield flipped;
            }
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> joined(bytes, at, at + count);
            default -> joined(bytes, at + count, at);
        };
    }

    /** The bytes up to one position, then those from another. */
    private static byte[] joined(byte[] bytes, int to, int from) {
        byte[] joined = Arrays.copyOf(bytes, to + bytes.length - from);
        System.arraycopy(bytes, from, joined, to, bytes.length - from);
        return joined;
    }

    /** Escaped as in a JSON text. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
