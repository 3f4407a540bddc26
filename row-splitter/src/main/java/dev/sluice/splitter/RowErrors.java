package dev.sluice.splitter;

import dev.sluice.schemas.csv.Dataset.Field;
import dev.sluice.schemas.message.RowError;
import org.jspecify.annotations.Nullable;

/** The errors a row can have, with their codes (Frictionless) and their words. */
final class RowErrors {
    private static final int MAX_VALUE_CHARS = 256;
    private static final int MAX_FOUND_CHARS = 64;

    private RowErrors() {}

    static RowError unreadableTime(Field field, String cell) {
        return ofField(
                "type-error",
                field,
                "expected a date and time (ISO-8601, or epoch seconds or milliseconds), found " + quoted(cell),
                cell);
    }

    static RowError unreadableNumber(Field field, String cell) {
        return ofField("type-error", field, "expected a finite decimal number, found " + quoted(cell), cell);
    }

    static RowError empty(Field field, String cell) {
        String found = cell.isEmpty() ? "an empty cell" : "nothing but white space";
        return ofField("constraint-error", field, "expected a value, found " + found, cell);
    }

    static RowError tooLong(Field field, String cell) {
        return ofField(
                "constraint-error",
                field,
                "expected at most " + field.constraints().maxLength() + " characters, found " + cell.length(),
                cell);
    }

    static RowError missingCell(@Nullable Field field, int expected, int found) {
        return new RowError("missing-cell", field == null ? null : field.name(), cells(expected, found), null);
    }

    static RowError extraCell(int expected, int found) {
        return ofRow("extra-cell", cells(expected, found));
    }

    static RowError blankRow() {
        return ofRow("blank-row", "expected values, found nothing but empty cells");
    }

    static RowError notUtf8() {
        return ofRow("encoding-error", "expected UTF-8, found bytes that are none");
    }

    static RowError unclosedQuote() {
        return ofRow("source-error", "expected a closing quote, found the end of the file");
    }

    static RowError oversized(int maxBytes, int found) {
        return ofRow(
                "source-error", "expected a row of at most " + maxBytes + " bytes, found one of " + found + " bytes");
    }

    private static String cells(int expected, int found) {
        return "expected as many cells as the header row has, " + expected + ", found " + found;
    }

    private static RowError ofRow(String code, String message) {
        return new RowError(code, null, message, null);
    }

    private static RowError ofField(String code, Field field, String message, String cell) {
        return new RowError(code, field.name(), message, CutText.ofChars(cell, MAX_VALUE_CHARS));
    }

    private static String quoted(String cell) {
        return '"' + CutText.ofChars(cell, MAX_FOUND_CHARS) + '"';
    }
}
