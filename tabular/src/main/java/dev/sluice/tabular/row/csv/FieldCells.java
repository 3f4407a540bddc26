package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.Columns.Column;
import dev.sluice.tabular.header.Columns.Joined;
import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells of a record that belong to fields. Messages are created only for invalid cells: for a valid record there is
 * only parsing.
 */
final class FieldCells {
    private final int columns;
    /** In the file's order; columns and fields by the same index. */
    private final int[] positions;

    private final Field[] fields;
    private final Joined[] joined;
    private final List<String> names;

    /** The columns but for the series of the wide layout. */
    FieldCells(Columns columns) {
        this.columns = columns.all().size();
        List<Field> found = new ArrayList<>();
        int[] places = new int[this.columns];
        for (int position = 0; position < this.columns; position++) {
            Column column = columns.all().get(position);
            if (column.field() != null && column.series() == null && !isJoined(column.field(), columns)) {
                places[found.size()] = position;
                found.add(column.field());
            }
        }
        positions = places;
        fields = found.toArray(Field[]::new);
        joined = columns.joined().toArray(Joined[]::new);
        names = columns.names();
    }

    private static boolean isJoined(Field field, Columns columns) {
        return columns.joined().stream().anyMatch(one -> one.field().equals(field));
    }

    /** A row's values by field index before any cell is read: only the constants. */
    static Object[] constants(Dataset dataset, Columns columns) {
        Object[] values = new Object[dataset.fields().size()];
        Arrays.fill(values, Field.MISSING);
        columns.constants().forEach(constant -> values[constant.field().index()] = constant.value());
        return values;
    }

    /**
     * Parses the values.
     *
     * @param values by field index
     * @return false if the record violates a rule
     */
    boolean read(String[] cells, Object[] values) {
        if (cells.length != columns) {
            return false;
        }
        for (int i = 0; i < fields.length; i++) {
            Field field = fields[i];
            Object value = field.parse(cells[positions[i]]);
            if (value == null) {
                return false;
            }
            values[field.index()] = value;
        }
        for (Joined one : joined) {
            Object value = one.field().parse(one.cell(cells));
            if (value == null) {
                return false;
            }
            values[one.field().index()] = value;
        }
        return true;
    }

    /** The violations of a record, in the order of its columns. */
    List<RowError> violations(RecordCursor record, String[] cells) {
        List<RowError> errors = new ArrayList<>();
        String hint = quoteHint(record);
        boolean named = false;
        for (int i = 0; i < fields.length; i++) {
            if (positions[i] < cells.length) {
                errors.addAll(RejectReasons.ofCell(fields[i], cells[positions[i]]));
            } else {
                errors.add(RejectReasons.missingCell(fields[i], columns, cells.length, hint));
                named = true;
            }
        }
        if (cells.length == columns) {
            for (Joined one : joined) {
                errors.addAll(RejectReasons.ofCell(one.field(), one.cell(cells)));
            }
        }
        if (cells.length > columns) {
            errors.add(RejectReasons.extraCell(columns, cells.length, hint));
        } else if (cells.length < columns && !named) {
            // Only optional columns are missing.
            errors.add(RejectReasons.missingCell(null, columns, cells.length, hint));
        }
        return Arrays.asList(cells).equals(names) ? RejectReasons.ofRepeatedNames(errors) : errors;
    }

    /** A stray quote takes in the rows up to the next quote, so a wrong number of cells alone would mislead. */
    private static String quoteHint(RecordCursor record) {
        return record.line() == record.lastLine()
                ? ""
                : "; a quoted cell opens on line " + record.line() + " and closes on line " + record.lastLine()
                        + ": perhaps a quote is missing";
    }
}
