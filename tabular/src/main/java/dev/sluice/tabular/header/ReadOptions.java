package dev.sluice.tabular.header;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file: initially the client's options, and after {@link Detection} the complete ones. The text form is
 * the header {@code csv-options} of a chunk, written like a query string: {@code
 * delimiter=%3B&header=absent&layout=wide&map.value=temp_c&set.sensor_id=machine-7}.
 *
 * @param delimiter between cells, an ASCII character, or null if it is to be detected
 * @param header whether the first record is a header row, or null if it is to be detected
 * @param layout how readings are arranged in rows
 * @param mapping by field the name of its column
 * @param constants by field the text of the value that all rows have
 */
public record ReadOptions(
        @Nullable Character delimiter,
        @Nullable Boolean header,
        Layout layout,
        Map<String, String> mapping,
        Map<String, String> constants) {

    /** How readings are arranged in rows. */
    public enum Layout {
        /** One reading per row. */
        LONG,
        /** One time column, and one column per series: its name is the series, its cells are the measure. */
        WIDE
    }

    /** No options: everything is detected. */
    public static final ReadOptions NONE = new ReadOptions(null, null, Layout.LONG, Map.of(), Map.of());

    private static final String DELIMITER = "delimiter";
    private static final String HEADER = "header";
    private static final String LAYOUT = "layout";
    private static final String MAP = "map.";
    private static final String SET = "set.";

    public ReadOptions {
        mapping = Map.copyOf(mapping);
        constants = Map.copyOf(constants);
    }

    /**
     * Parses the text form. Empty text is {@link #NONE}.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    public static ReadOptions parse(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw unexpected("options written as name=value", pair);
            }
            String name = decode(pair.substring(0, equals));
            if (options.put(name, decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("expected the option " + name + " once, found it twice");
            }
        }
        return of(options);
    }

    /**
     * Reads decoded options.
     *
     * @param options by name; only known ones: see {@link #isOption}
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    public static ReadOptions of(Map<String, String> options) {
        Character delimiter = null;
        Boolean header = null;
        Layout layout = Layout.LONG;
        Map<String, String> mapping = new TreeMap<>();
        Map<String, String> constants = new TreeMap<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            String value = option.getValue();
            if (!isOption(name)) {
                throw unexpected("one of the options delimiter, header, layout, map.FIELD and set.FIELD", name);
            }
            if (name.equals(DELIMITER)) {
                delimiter = delimiterOf(value);
            } else if (name.equals(HEADER)) {
                header = headerOf(value);
            } else if (name.equals(LAYOUT)) {
                layout = layoutOf(value);
            } else {
                (name.startsWith(MAP) ? mapping : constants).put(name.substring(MAP.length()), value);
            }
        }
        return new ReadOptions(delimiter, header, layout, mapping, constants);
    }

    /** Whether this is the name of an option: {@code delimiter, header, layout, map.FIELD, set.FIELD}. */
    public static boolean isOption(String name) {
        boolean ofField = name.startsWith(MAP) || name.startsWith(SET);
        return ofField ? name.length() > MAP.length() : name.matches("delimiter|header|layout");
    }

    /** The text form, the same for equal options; {@link #parse} reads it. */
    public String format() {
        StringJoiner text = new StringJoiner("&");
        if (delimiter != null) {
            text.add(pair(DELIMITER, delimiter.toString()));
        }
        if (header != null) {
            text.add(pair(HEADER, header ? "present" : "absent"));
        }
        if (layout == Layout.WIDE) {
            text.add(pair(LAYOUT, "wide"));
        }
        new TreeMap<>(mapping).forEach((field, column) -> text.add(pair(MAP + field, column)));
        new TreeMap<>(constants).forEach((field, value) -> text.add(pair(SET + field, value)));
        return text.toString();
    }

    /** The delimiter; a comma if none is given, as in chunks of old gateways. */
    public char separator() {
        return delimiter == null ? ',' : delimiter;
    }

    /** The completed options. */
    ReadOptions detected(char foundDelimiter, boolean foundHeader) {
        return new ReadOptions(foundDelimiter, foundHeader, layout, mapping, constants);
    }

    private static Character delimiterOf(String value) {
        if (value.equals("tab")) {
            return '\t';
        }
        boolean fits = value.length() == 1 && value.charAt(0) < 0x80 && "\"\r\n\0".indexOf(value.charAt(0)) < 0;
        if (!fits) {
            throw unexpected(
                    "one of , ; | and tab, or any other single ASCII character but a quote, as delimiter", value);
        }
        return value.charAt(0);
    }

    private static Boolean headerOf(String value) {
        return switch (value) {
            case "present" -> true;
            case "absent" -> false;
            default -> throw unexpected("header to be present or absent", value);
        };
    }

    private static Layout layoutOf(String value) {
        return switch (value) {
            case "long" -> Layout.LONG;
            case "wide" -> Layout.WIDE;
            default -> throw unexpected("layout to be long or wide", value);
        };
    }

    private static String pair(String name, String value) {
        return encode(name) + "=" + encode(value);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected percent-encoded UTF-8, found \"" + text + '"', e);
        }
    }

    private static IllegalArgumentException unexpected(String expected, String found) {
        return new IllegalArgumentException("expected " + expected + ", found \"" + found + '"');
    }
}
