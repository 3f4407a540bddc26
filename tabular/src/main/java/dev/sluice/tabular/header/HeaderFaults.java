package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The messages about a header row. */
final class HeaderFaults {
    /** A header row may have 64 KiB, too much for a message or a record. */
    private static final int MAX_FOUND_CHARS = 1_000;

    private static final Pattern VALUE = Pattern.compile("[+-]?[0-9][0-9.,:/ -]*");

    /** A file has one of them, if any: the others needn't be read before what is suggested. */
    private static final int SHOWN_ALIASES = 2;

    private final Dataset dataset;
    private final ReadOptions options;
    private final List<String> found;

    HeaderFaults(Dataset dataset, ReadOptions options, List<String> found) {
        this.dataset = dataset;
        this.options = options;
        this.found = found;
    }

    /**
     * @param missing the expected fields without a column
     * @param expected the fields with columns in such a file
     */
    HeaderException missing(List<Field> missing, List<Field> expected) {
        String lacking = missing.stream().map(HeaderFaults::withAliases).collect(Collectors.joining(", "));
        return fault(
                "missing-column",
                "the header row lacks " + lacking + ": expected the columns " + joined(names(expected)) + ", found "
                        + found() + hint(missing.get(0)),
                names(missing));
    }

    HeaderException duplicate(Field field, List<String> columns) {
        boolean same = columns.get(0).equals(columns.get(1));
        String hint = same ? "" : "; choose one with map." + field.name() + "=COLUMN";
        return fault(
                "duplicate-column",
                "the header row names the column " + field.name() + " more than once: found " + found() + hint,
                List.of(field.name()));
    }

    HeaderException duplicateSeries(List<String> columns) {
        return fault(
                "duplicate-column",
                "expected each series in one column, found " + joined(columns) + " for the same series",
                columns.subList(0, 1));
    }

    HeaderException sharedColumn(String column, Field one, Field other) {
        return fault(
                "duplicate-column",
                "expected a column for each field, found that map." + one.name() + " and map." + other.name()
                        + " both name " + quoted(column),
                List.of(column));
    }

    HeaderException extra(List<String> others, List<Field> expected) {
        return fault(
                "extra-column",
                "expected only the columns " + joined(names(expected)) + ", found "
                        + cut(others.stream().map(HeaderFaults::quoted).collect(Collectors.joining(", "))),
                others);
    }

    HeaderException wrongOrder(List<Field> expected) {
        return fault(
                "wrong-column-order",
                "expected the columns in the order " + joined(names(expected)) + ", found " + found(),
                names(expected));
    }

    HeaderException unknownField(String option, String name) {
        return fault(
                "unknown-field",
                "expected one of the fields " + joined(dataset.fieldNames()) + " in " + cut(option) + ", found "
                        + quoted(name),
                List.of(name));
    }

    HeaderException unknownColumn(Field field, String column) {
        return fault(
                "unknown-column",
                "expected the column " + quoted(column) + " that map." + field.name() + " names, found " + found()
                        + valuesHint(),
                List.of(column));
    }

    HeaderException unknownIgnored(String column) {
        return fault(
                "unknown-column",
                "expected the column " + quoted(column) + " that ignore names, found " + found() + valuesHint(),
                List.of(column));
    }

    HeaderException severalColumns(Field field, List<String> columns) {
        return fault(
                "unknown-column",
                "expected one column for " + field.name() + ", as only a date-time is read from several, found "
                        + joined(columns) + " in map." + field.name(),
                columns);
    }

    HeaderException badConstant(Field field, String cell) {
        String why =
                field.violations(cell).stream().map(Field.Violation::message).collect(Collectors.joining("; "));
        return fault("bad-constant", "set." + field.name() + ": " + why, List.of(field.name()));
    }

    HeaderException mappedConstant(Field field) {
        return fault(
                "bad-constant",
                "expected one of map." + field.name() + " and set." + field.name() + ", found both",
                List.of(field.name()));
    }

    HeaderException badSeries(Field group, String column) {
        String why =
                group.violations(column).stream().map(Field.Violation::message).collect(Collectors.joining("; "));
        return fault(
                "bad-layout",
                "with layout=wide the name of each column is a " + group.name() + ", but not that of the column "
                        + quoted(column) + ": " + why,
                List.of(column));
    }

    HeaderException severalGroups() {
        return badLayout("layout=wide takes a dataset with one group field, but " + dataset.name() + " is grouped by "
                + joined(names(dataset.groupBy())));
    }

    HeaderException noHeaderRow() {
        return badLayout(
                "layout=wide takes a header row, which names the series, but the file has none: write one as its first line");
    }

    HeaderException nothingAfterHeader() {
        return badLayout("skip_after_header takes a header row, but the file has none: skip lines with skip=");
    }

    HeaderException noSeries() {
        return badLayout("layout=wide takes a column for each "
                + dataset.groupBy().get(0).name() + ", found only " + found());
    }

    HeaderException laidOutWide(String option, Field field) {
        return badLayout(cut(option) + " names the column of " + field.name() + ", but with layout=wide "
                + dataset.groupBy().get(0).name() + " is the name of each series column, and "
                + dataset.measure().name() + " its cells");
    }

    private HeaderException badLayout(String message) {
        return fault("bad-layout", message, List.of());
    }

    private String hint(Field field) {
        if (found.size() == 1 && dataset.fields().size() > 1) {
            return "; that is only one column: if the table begins below, say with skip= how many lines stand before it;"
                    + " if another character separates the cells, set it with delimiter=";
        }
        // With as many columns as fields header=absent may help, which is said where it does.
        if (found.size() != dataset.fields().size() && areValues()) {
            return valuesHint();
        }
        boolean settable = !field.equals(dataset.measure()) && !field.equals(dataset.time());
        String column = "; name its column with map." + field.name() + "=COLUMN";
        String constant = settable ? ", or its value in all rows with set." + field.name() + "=VALUE" : "";
        boolean wide = options.layout() == ReadOptions.Layout.LONG
                && dataset.groupBy().size() == 1
                && dataset.groupBy().contains(field);
        return column + constant + (wide ? ", or layout=wide where each column is one" : "");
    }

    private String valuesHint() {
        if (!areValues()) {
            return "";
        }
        return "; these look like values: if the file has no header row, "
                + (found.size() == dataset.fields().size()
                        ? "header=absent says so: the columns are then " + joined(dataset.fieldNames())
                        : "write one as its first line");
    }

    /** Whether at least half of the found names are numbers or times. */
    private boolean areValues() {
        long values =
                found.stream().filter(name -> VALUE.matcher(name).matches()).count();
        return values > 0
                && values * 2 >= found.stream().filter(name -> !name.isEmpty()).count();
    }

    private static String withAliases(Field field) {
        List<String> shown = field.aliases().stream().limit(SHOWN_ALIASES).toList();
        String more = field.aliases().size() > SHOWN_ALIASES ? ", …" : "";
        return shown.isEmpty() ? field.name() : field.name() + " (or " + joined(shown) + more + ")";
    }

    private String found() {
        return joined(found);
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    private static String joined(List<String> names) {
        return cut(String.join(", ", names));
    }

    private static String quoted(String name) {
        return '"' + cut(name) + '"';
    }

    private static String cut(String text) {
        if (text.length() <= MAX_FOUND_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_FOUND_CHARS - 1)) ? MAX_FOUND_CHARS - 1 : MAX_FOUND_CHARS;
        return text.substring(0, end) + '…';
    }

    private HeaderException fault(String code, String message, List<String> columns) {
        return new HeaderException(code, message, columns, found);
    }
}
