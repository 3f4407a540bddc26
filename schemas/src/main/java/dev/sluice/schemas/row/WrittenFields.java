package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.CellReader;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.JsonCell.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/**
 * Reads the fields of a dataset's rows in the form that {@link ValidRowWriter} writes: in the document's order. Not
 * thread-safe.
 */
final class WrittenFields {
    /** In bytes: the reader is used for many rows, so the largest cache is justified. */
    private static final int MANY_ROWS = 1 << 20;

    private final byte[] dataset;
    private final ValidRowFields fields;
    private final Column[] columns;
    private final Object[] noValues;
    private final Object[] values;

    /**
     * A field.
     *
     * @param name with the surrounding characters
     * @param needed whether statistics need its value
     */
    private record Column(byte[] name, int index, boolean needed, Cell cell) {}

    /** Scans a value of one kind. */
    private interface Token {
        /** Whether such a value comes next, which becomes the token. */
        boolean isNext(JsonRowScanner row);
    }

    /** Reads a field's value. */
    private interface Cell {
        /** The value, or null if the general reader must read it. */
        @Nullable
        Object read(JsonRowScanner row);
    }

    WrittenFields(ValidRowFields fields) {
        this.fields = fields;
        dataset = (",\"dataset\":" + quoted(fields.dataset().name())).getBytes(UTF_8);
        columns = fields.dataset().fields().stream().map(this::column).toArray(Column[]::new);
        noValues = fields.noValues();
        values = noValues.clone();
    }

    /** Skips the dataset if it comes next. */
    boolean isNext(JsonRowScanner row) {
        return row.take(dataset);
    }

    /** The row whose fields come next, or null if the general reader must read it. */
    @Nullable
    ValidRow read(JsonRowScanner row, String fileId, @Nullable Long chunk, long line) {
        System.arraycopy(noValues, 0, values, 0, values.length);
        for (Column column : columns) {
            if (row.take(column.name)) {
                Object value = column.cell.read(row);
                if (value == null) {
                    return null;
                }
                if (column.needed) {
                    values[column.index] = value;
                }
            }
        }
        boolean whole = row.take('}') && row.atEnd() && fields.lacking(values) == null;
        return whole ? fields.row(fileId, chunk, line, values) : null;
    }

    private Column column(Field field) {
        byte[] name = ("," + quoted(field.name()) + ":").getBytes(UTF_8);
        Token token = token(Kind.of(field));
        Field needed = fields.canonical(field.name());
        if (needed == null) {
            return new Column(name, field.index(), false, row -> token.isNext(row) ? row.token() : null);
        }
        CellReader cells = needed.cells(MANY_ROWS);
        return new Column(name, field.index(), true, row -> token.isNext(row) ? row.value(needed, cells) : null);
    }

    private static Token token(Kind kind) {
        return switch (kind) {
            case NUMBER -> JsonRowScanner::number;
            case NUMBERS -> JsonRowScanner::numbers;
            case STRING -> JsonRowScanner::text;
            case BOOLEAN -> JsonRowScanner::truth;
            default -> throw new IllegalArgumentException("expected a field's kind, found " + kind);
        };
    }

    private static String quoted(String text) {
        return "\"" + new String(new SerializedString(text).asQuotedUTF8(), UTF_8) + "\"";
    }
}
