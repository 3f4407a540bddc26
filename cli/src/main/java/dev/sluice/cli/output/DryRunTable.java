package dev.sluice.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Formats the report of a dry run for humans: how the file is read, what is wrong, and the first rows. */
final class DryRunTable {
    private static final int WIDEST_NAME = 40;
    private static final int WIDEST_CELL = 30;
    private static final int COLUMNS = 50;
    private static final int ROW_COLUMNS = 8;
    private static final int REJECTS = 5;
    private static final int LONGEST_REASON = 1_000;

    private final JsonNode report;
    private final StringBuilder out = new StringBuilder();

    private DryRunTable(JsonNode report) {
        this.report = report;
    }

    /** Lines, each with a line end. */
    static String of(JsonNode report) {
        return new DryRunTable(report).format();
    }

    private String format() {
        appendHead();
        appendFormat();
        appendColumns();
        appendErrors();
        appendRows();
        appendNotes();
        return out.toString();
    }

    private void appendHead() {
        out.append(String.format(
                Locale.ROOT,
                "%s: dry run, %,d of the first %,d rows are valid%n%n",
                text("filename", 200),
                number("valid_rows"),
                number("rows_checked")));
        JsonNode reason = report.path("reason");
        if (reason.isObject()) {
            out.append("The file would fail: ")
                    .append(Printable.cut(reason.path("message").asString(""), LONGEST_REASON))
                    .append("\n\n");
        }
    }

    private void appendFormat() {
        appendProperty("dataset", text("dataset", 200));
        appendProperty("encoding", text("encoding", 200));
        appendProperty("compression", report.has("compression") ? text("compression", 200) : "none");
        appendProperty("delimiter", delimiter());
        appendProperty("header", report.path("header").asBoolean(false) ? "present" : "absent");
        appendProperty("layout", text("layout", 200));
        String constants = report.path("constants").properties().stream()
                .map(constant -> constant.getKey() + "=" + cell(constant.getValue()))
                .collect(Collectors.joining(", "));
        if (!constants.isEmpty()) {
            appendProperty("constants", constants);
        }
    }

    private String delimiter() {
        String delimiter = text("delimiter", 10);
        return delimiter.equals("\\t") ? "tab" : delimiter;
    }

    private void appendProperty(String name, String value) {
        out.append(String.format(Locale.ROOT, "%-12s %s%n", name, value).stripTrailing())
                .append('\n');
    }

    private void appendColumns() {
        JsonNode columns = report.path("columns");
        TextTable table = new TextTable(List.of("column", "field", "type"), Set.of(0, 1, 2));
        elements(columns, COLUMNS)
                .forEach(column -> table.add(List.of(
                        Printable.cut(column.path("name").asString(""), WIDEST_NAME),
                        column.path("field").asString("(ignored)"),
                        column.path("type").asString(""))));
        out.append('\n').append(table);
        appendMore(columns.size() - COLUMNS, "columns");
    }

    private void appendErrors() {
        if (number("invalid_rows") == 0) {
            return;
        }
        List<JsonNode> shown = elements(report.path("rejects"), REJECTS);
        out.append(String.format(
                Locale.ROOT,
                "%n%,d invalid %s%n",
                number("invalid_rows"),
                number("invalid_rows") == 1 ? "row" : "rows"));
        for (JsonNode error : report.path("errors")) {
            out.append(ResultTable.error(
                    error.path("code").asString(""),
                    error.hasNonNull("field") ? error.path("field").asString() : null,
                    error.path("count").asLong(0)));
        }
        out.append('\n').append(RejectTable.of(shown));
        if (number("invalid_rows") > shown.size()) {
            out.append(String.format(Locale.ROOT, "… and %,d more%n", number("invalid_rows") - shown.size()));
        }
    }

    private void appendRows() {
        Set<String> fields = new LinkedHashSet<>();
        report.path("columns").forEach(column -> fields.add(column.path("field").asString("")));
        Set<String> present = new LinkedHashSet<>();
        report.path("rows").forEach(row -> present.addAll(row.propertyNames()));
        fields.retainAll(present);
        fields.addAll(present);
        if (fields.isEmpty()) {
            return;
        }
        List<String> shown = fields.stream().limit(ROW_COLUMNS).toList();
        TextTable table = new TextTable(
                shown.stream().map(field -> Printable.cut(field, WIDEST_NAME)).toList(),
                IntStream.range(0, shown.size()).boxed().collect(Collectors.toSet()));
        for (JsonNode row : report.path("rows")) {
            List<String> cells = new ArrayList<>();
            shown.forEach(field -> cells.add(cell(row.path(field))));
            table.add(cells);
        }
        out.append("\nThe first rows as they are understood:\n").append(table);
        appendMore(fields.size() - shown.size(), "fields");
    }

    private void appendNotes() {
        report.path("notes").forEach(note -> out.append("\nnote: ")
                .append(Printable.cut(note.asString(""), LONGEST_REASON))
                .append('\n'));
    }

    private void appendMore(long more, String what) {
        if (more > 0) {
            out.append(String.format(Locale.ROOT, "… and %,d more %s; --json prints them%n", more, what));
        }
    }

    private static String cell(JsonNode value) {
        return Printable.cut(value.asString(""), WIDEST_CELL);
    }

    private String text(String name, int longest) {
        return Printable.cut(report.path(name).asString(""), longest);
    }

    private long number(String name) {
        return report.path(name).asLong(0);
    }

    private static List<JsonNode> elements(JsonNode array, int max) {
        return StreamSupport.stream(array.spliterator(), false).limit(max).toList();
    }
}
