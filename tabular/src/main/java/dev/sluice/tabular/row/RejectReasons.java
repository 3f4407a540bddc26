package dev.sluice.tabular.row;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.JsonCell;
import dev.sluice.tabular.text.TruncatedText;
import dev.sluice.tabular.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reasons for which rows are rejected: creates their errors, with codes (Frictionless) and messages. */
public final class RejectReasons {
    private static final int MAX_VALUE_CHARS = 256;
    private static final int MAX_NAME_CHARS = 64;

    private RejectReasons() {}

    /** The errors of a cell, or of a JSON value's text. */
    public static List<RowError> ofCell(Field field, String cell) {
        return field.violations(cell).stream()
                .map(violation -> ofCell(field, violation.code(), violation.message(), cell))
                .toList();
    }

    public static RowError ofCell(Field field, String code, String message, String cell) {
        return new RowError(code, field.name(), message, TruncatedText.ofChars(Utf8.encodable(cell), MAX_VALUE_CHARS));
    }

    /** Too few cells; a hint at a possible cause follows the message, and may be empty. */
    public static RowError missingCell(@Nullable Field field, int expected, int found, String hint) {
        return new RowError("missing-cell", field == null ? null : field.name(), cells(expected, found) + hint, null);
    }

    /** Too many cells; a hint at a possible cause follows the message, and may be empty. */
    public static RowError extraCell(int expected, int found, String hint) {
        return ofRow("extra-cell", cells(expected, found) + hint);
    }

    /** The errors of a row that repeats the names of the columns, as concatenated files do: the first one says so. */
    public static List<RowError> ofRepeatedNames(List<RowError> errors) {
        List<RowError> told = new ArrayList<>(errors);
        if (!told.isEmpty()) {
            RowError first = told.get(0);
            String message = first.message() + "; this row has the names of the columns, as a header row";
            told.set(0, new RowError(first.code(), first.field(), message, first.value()));
        }
        return told;
    }

    public static RowError blankRow() {
        return ofRow("blank-row", "expected values, found only empty cells");
    }

    public static RowError notUtf8() {
        return ofRow("encoding-error", "expected UTF-8, found invalid bytes");
    }

    public static RowError unclosedQuote() {
        return ofRow("source-error", "expected a closing quote, found the end of the file");
    }

    /** A comment that takes in other lines, because it contains a quote. */
    public static RowError quoteInComment(long line, long lastLine) {
        return ofRow(
                "source-error",
                "expected a comment of one line, found that a quoted cell opens in it on line " + line
                        + " and closes on line " + lastLine);
    }

    public static RowError oversized(int maxBytes, int found) {
        return ofRow(
                "source-error", "expected a row of at most " + maxBytes + " bytes, found one of " + found + " bytes");
    }

    public static RowError nul() {
        return ofRow("source-error", "expected text, found a NUL byte, as a power failure leaves behind");
    }

    /** A row that was rejected before it was read. */
    public static RowError unreadable(String message) {
        return ofRow("source-error", message);
    }

    /** A text that should be JSON but is empty. */
    public static RowError noJson() {
        return notJson("expected a JSON object, found nothing");
    }

    public static RowError notJson(String message) {
        return ofRow("source-error", message);
    }

    public static RowError notAnObject(JsonCell.Kind found) {
        return ofRow("type-error", "expected a JSON object, found " + found.inWords());
    }

    public static RowError repeatedProperty(String name) {
        return notJson("expected each property once, found " + quoted(name) + " twice");
    }

    public static RowError ambiguousProperties(Field field, String one, String other) {
        return notJson(
                "expected one property for " + field.name() + ", found " + quoted(one) + " and " + quoted(other));
    }

    public static RowError extraProperties(List<String> expected, List<String> extra) {
        String found = extra.stream().map(RejectReasons::quoted).collect(Collectors.joining(", "));
        return ofRow(
                "extra-cell",
                "expected no properties but " + String.join(", ", expected) + ", found "
                        + TruncatedText.ofChars(found, MAX_VALUE_CHARS));
    }

    private static String quoted(String name) {
        return '"' + TruncatedText.ofChars(Utf8.encodable(name), MAX_NAME_CHARS) + '"';
    }

    private static String cells(int expected, int found) {
        return "expected as many cells as the header row has, " + expected + ", found " + found;
    }

    private static RowError ofRow(String code, String message) {
        return new RowError(code, null, message, null);
    }
}
