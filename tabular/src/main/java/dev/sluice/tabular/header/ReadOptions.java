package dev.sluice.tabular.header;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.type.CellFormat;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file: initially the client's options, and after {@link Detection} the complete ones. The text form is
 * the header {@code csv-options} of a chunk, written like a query string: {@code
 * delimiter=%3B&header=absent&layout=wide&map.value=temp_c&set.sensor_id=machine-7}. An option with several values is a
 * CSV record: {@code missing=NA%2C-999}.
 *
 * @param delimiter between cells, an ASCII character, or null if it is to be detected
 * @param header whether the first record is a header row, or null if it is to be detected
 * @param layout how readings are arranged in rows
 * @param mapping by field the name of its column, or a CSV record of the names of the columns that form it
 * @param constants by field the text of the value that all rows have
 * @param ignored the names of columns that hold nothing of interest
 * @param skipped the lines that hold no rows
 * @param cells how cells are written
 */
public record ReadOptions(
        @Nullable Character delimiter,
        @Nullable Boolean header,
        Layout layout,
        Map<String, String> mapping,
        Map<String, String> constants,
        List<String> ignored,
        SkippedLines skipped,
        CellFormat cells) {

    /** How readings are arranged in rows. */
    public enum Layout {
        /** One reading per row. */
        LONG,
        /** One time column, and one column per series: its name is the series, its cells are the measure. */
        WIDE
    }

    /** No options: everything is detected. */
    public static final ReadOptions NONE = new ReadOptions(null, null, Layout.LONG, Map.of(), Map.of());

    /** The names of all options; {@code map.FIELD} stands for all that begin with {@code map.}. */
    public static final List<String> NAMES = List.of(
            "delimiter",
            "header",
            "layout",
            "map.FIELD",
            "set.FIELD",
            "ignore",
            "skip",
            "skip_after_header",
            "comment",
            "decimal",
            "group",
            "unit",
            "time_format",
            "zone",
            "missing");

    private static final String MAP = "map.";
    private static final String SET = "set.";
    private static final Set<String> LISTS = Set.of("ignore", "unit", "time_format", "missing");
    private static final int MAX_ITEMS = 1_000;

    public ReadOptions {
        mapping = Map.copyOf(mapping);
        constants = Map.copyOf(constants);
        ignored = List.copyOf(ignored);
    }

    /** Options of the format and the columns alone. */
    public ReadOptions(
            @Nullable Character delimiter,
            @Nullable Boolean header,
            Layout layout,
            Map<String, String> mapping,
            Map<String, String> constants) {
        this(delimiter, header, layout, mapping, constants, List.of(), SkippedLines.NONE, CellFormat.OF_DOCUMENT);
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
        Map<String, String> mapping = new TreeMap<>();
        Map<String, String> constants = new TreeMap<>();
        Map<String, String> others = new TreeMap<>();
        options.forEach((name, value) -> {
            if (!isOption(name)) {
                throw unexpected("one of the options " + String.join(", ", NAMES), name);
            }
            if (name.startsWith(MAP)) {
                mapping.put(name.substring(MAP.length()), value);
            } else if (name.startsWith(SET)) {
                constants.put(name.substring(SET.length()), value);
            } else {
                others.put(name, value);
            }
        });
        return new OptionReader(others).read(mapping, constants);
    }

    /** Whether this is the name of an option. */
    public static boolean isOption(String name) {
        boolean ofField = name.startsWith(MAP) || name.startsWith(SET);
        return ofField ? name.length() > MAP.length() : NAMES.contains(name);
    }

    /** Whether an option may have several values: as a CSV record, or by being given several times. */
    public static boolean isList(String name) {
        return name.startsWith(MAP) || LISTS.contains(name);
    }

    /** The text of an option that was given several times. */
    public static String list(List<String> values) {
        return values.size() == 1 ? values.get(0) : record(values);
    }

    /** The values of an option that may have several, as one text: a CSV record. */
    public static String record(List<String> values) {
        return new CsvRecords(',').record(values.toArray(String[]::new));
    }

    /** The values of an option that may have several. */
    static List<String> items(String text) {
        List<String> items = List.of(new CsvRecords(',').cells(text));
        if (items.size() > MAX_ITEMS) {
            throw new IllegalArgumentException(
                    "expected at most " + MAX_ITEMS + " values in an option, found " + items.size());
        }
        return items;
    }

    /** The text form, the same for equal options; {@link #parse} reads it. */
    public String format() {
        StringJoiner text = new StringJoiner("&");
        values().forEach((name, value) -> text.add(encode(name) + "=" + encode(value)));
        return text.toString();
    }

    /** The values of the options by name, in a fixed order; {@link #of} reads them. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "delimiter", delimiter);
        put(values, "header", header == null ? null : header ? "present" : "absent");
        put(values, "layout", layout == Layout.WIDE ? "wide" : null);
        new TreeMap<>(mapping).forEach((field, column) -> values.put(MAP + field, column));
        new TreeMap<>(constants).forEach((field, value) -> values.put(SET + field, value));
        put(values, "ignore", ignored.isEmpty() ? null : record(ignored));
        put(values, "skip", skipped.before() == 0 ? null : skipped.before());
        put(values, "skip_after_header", skipped.afterHeader() == 0 ? null : skipped.afterHeader());
        put(values, "comment", skipped.comment());
        put(values, "decimal", cells.decimal());
        put(values, "group", cells.group());
        put(values, "unit", cells.units().isEmpty() ? null : record(List.copyOf(new TreeSet<>(cells.units()))));
        put(values, "time_format", cells.timeFormats().isEmpty() ? null : record(cells.timeFormats()));
        put(values, "zone", cells.zone());
        put(values, "missing", cells.missing().isEmpty() ? null : record(List.copyOf(new TreeSet<>(cells.missing()))));
        return values;
    }

    /** The dataset whose fields read such cells. */
    public Dataset applyTo(Dataset dataset) {
        return cells.equals(CellFormat.OF_DOCUMENT) ? dataset : dataset.in(cells);
    }

    /** The delimiter; a comma if none is given, as in chunks of old gateways. */
    public char separator() {
        return delimiter == null ? ',' : delimiter;
    }

    /** The names of the columns that the mapping names, alone or in a list. */
    Set<String> mappedColumns() {
        Set<String> columns = new LinkedHashSet<>(mapping.values());
        mapping.values().forEach(text -> columns.addAll(items(text)));
        return columns;
    }

    /** The names of the columns that the mapping of a field lists; none if it has no mapping. */
    public List<String> columnsOf(String field) {
        String text = mapping.get(field);
        return text == null ? List.of() : items(text);
    }

    /** The same with another delimiter. */
    public ReadOptions withDelimiter(@Nullable Character other) {
        return new ReadOptions(other, header, layout, mapping, constants, ignored, skipped, cells);
    }

    /** The same for a file with or without a header row. */
    public ReadOptions withHeader(boolean present) {
        return new ReadOptions(delimiter, present, layout, mapping, constants, ignored, skipped, cells);
    }

    /** The same without skipped lines. */
    public ReadOptions withoutSkippedLines() {
        return new ReadOptions(delimiter, header, layout, mapping, constants, ignored, SkippedLines.NONE, cells);
    }

    /** The completed options. */
    ReadOptions detected(char foundDelimiter, boolean foundHeader) {
        return withDelimiter(foundDelimiter).withHeader(foundHeader);
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
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

    static IllegalArgumentException unexpected(String expected, String found) {
        return new IllegalArgumentException("expected " + expected + ", found \"" + found + '"');
    }
}
