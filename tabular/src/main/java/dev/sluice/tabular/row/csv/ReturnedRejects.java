package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;
import dev.sluice.tabular.text.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows of a corrected rejects CSV. The cells of a row don't always show its original error, as a part of the row
 * may belong to none of them, or be lost. A row is rejected again, with its original errors, as long as
 *
 * <ul>
 * <li>its cell {@code _extra} is filled,
 * <li>its {@code _code} contains {@code encoding-error} and a cell contains U+FFFD in place of invalid UTF-8,
 * <li>its {@code _code} contains {@code missing-cell} and its last cell is still empty.
 * </ul>
 */
final class ReturnedRejects implements RowLayout {
    private static final Set<String> CODES = Set.of(
            "type-error",
            "constraint-error",
            "missing-cell",
            "extra-cell",
            "blank-row",
            "encoding-error",
            "source-error");
    private static final int MAX_VALUE_CHARS = 256;

    private final RowLayout layout;
    private final int columns;
    private final int code;
    private final int extra;
    /** The indexes of the original file's columns. */
    private final int[] own;

    /** @param layout of the rows */
    ReturnedRejects(RowLayout layout, Columns columns) {
        this.layout = layout;
        List<String> names = columns.names();
        this.columns = names.size();
        code = names.indexOf(Columns.CODE);
        extra = names.indexOf(Columns.EXTRA);
        own = IntStream.range(0, names.size())
                .filter(i -> !Columns.OF_REJECTS.contains(names.get(i)))
                .toArray();
    }

    @Override
    public void read(RecordCursor record, String[] cells, RowHandler handler) {
        if (cells.length != columns) {
            layout.read(record, cells, handler);
            return;
        }
        Set<String> codes = codes(cells[code]);
        String left = left(cells, codes);
        if (!left.isEmpty()) {
            handler.invalid(
                    record.line(), CsvRows.raw(record), ValidationErrors.of(errors(record, cells, codes, left)));
        } else if (isBlank(cells) && (codes.isEmpty() || codes.contains("blank-row"))) {
            // A JSON row without any value has an error in each of its fields.
            handler.invalid(record.line(), CsvRows.raw(record), ValidationErrors.of(RejectReasons.blankRow()));
        } else {
            layout.read(record, cells, handler);
        }
    }

    /** The remaining reasons for the rejection; empty if there are none. */
    private String left(String[] cells, Set<String> codes) {
        if (extra >= 0 && !cells[extra].isEmpty()) {
            return "expected an empty cell " + Columns.EXTRA + " once its content is corrected, found it filled";
        }
        if (codes.contains("encoding-error") && IntStream.of(own).anyMatch(i -> cells[i].indexOf('\uFFFD') >= 0)) {
            return "expected the right character in place of each U+FFFD, which replaces invalid UTF-8, found "
                    + "U+FFFD (if it is intended, empty the cell " + Columns.CODE + ")";
        }
        if (codes.contains("missing-cell") && own.length > 0 && cells[own[own.length - 1]].isEmpty()) {
            return "expected a value in the last cell, which was missing, found none (if it has none, empty the cell "
                    + Columns.CODE + ")";
        }
        return "";
    }

    /** With the original codes; with details as far as the cells show them. */
    private List<RowError> errors(RecordCursor record, String[] cells, Set<String> codes, String left) {
        List<RowError> errors = new ArrayList<>();
        layout.read(record, cells, new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                // Only once no reason remains.
            }

            @Override
            public void invalid(long line, TruncatedText raw, ValidationErrors found) {
                found.listed().stream()
                        .filter(error -> codes.isEmpty() || codes.contains(error.code()))
                        .forEach(errors::add);
            }
        });
        Set<String> unseen = new LinkedHashSet<>(codes.isEmpty() ? Set.of("extra-cell") : codes);
        errors.forEach(error -> unseen.remove(error.code()));
        String value = extra < 0 || cells[extra].isEmpty()
                ? null
                : TruncatedText.ofChars(Utf8.encodable(cells[extra]), MAX_VALUE_CHARS);
        unseen.forEach(one -> errors.add(new RowError(one, null, left, value)));
        return errors;
    }

    private boolean isBlank(String[] cells) {
        return IntStream.of(own).allMatch(i -> cells[i].isEmpty());
    }

    private static Set<String> codes(String cell) {
        Set<String> codes = new LinkedHashSet<>();
        for (String one : cell.split(";", -1)) {
            if (CODES.contains(one.strip())) {
                codes.add(one.strip());
            }
        }
        return codes;
    }
}
