package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.dataset.Field;
import dev.sluice.schemas.dataset.JsonCell.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/** The fields of a dataset's rows as {@link ValidRowWriter} writes them: in the document's order. Not thread-safe. */
final class WrittenFields {
    private final byte[] dataset;
    private final ValidRowFields fields;
    private final Column[] columns;
    private final Object[] noValues;
    private final Object[] values;

    /**
     * A field.
     *
     * @param name with what stands around it
     * @param needed whether the statistics need its value
     */
    private record Column(byte[] name, int index, boolean needed, Cell cell) {}

    /** What reads a field's value. */
    private interface Cell {
        /** The value, or null if the general reader is to look at it. */
        @Nullable
        Object read(RowBytes row);
    }

    WrittenFields(ValidRowFields fields) {
        this.fields = fields;
        dataset = (",\"dataset\":" + quoted(fields.dataset().name())).getBytes(UTF_8);
        columns = fields.dataset().fields().stream().map(this::column).toArray(Column[]::new);
        noValues = fields.noValues();
        values = noValues.clone();
    }

    /** Goes on behind the dataset, if that is what comes next. */
    boolean isNext(RowBytes row) {
        return row.take(dataset);
    }

    /** The row whose fields come next, or null if the general reader is to look at it. */
    @Nullable
    ValidRow read(RowBytes row, String fileId, @Nullable Long chunk, long line) {
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
        Field needed = fields.canonical(field.name());
        Cell cell = needed == null ? skipped(Kind.of(field)) : cell(needed);
        return new Column(name, field.index(), needed != null, cell);
    }

    private Cell cell(Field field) {
        RecentTexts texts = RecentTexts.of(field);
        Cell parsed = parsed(field, texts);
        if (field.hasConstraints()) {
            return parsed;
        }
        return switch (field.type()) {
            case "datetime" -> orElse(parsed, WrittenFields::micros);
            case "number" -> orElse(parsed, WrittenFields::decimal);
            case "integer" -> orElse(parsed, WrittenFields::integer);
            default -> parsed;
        };
    }

    /** Left to the field itself. */
    private static Cell parsed(Field field, RecentTexts texts) {
        return switch (Kind.of(field)) {
            case NUMBER -> row -> parse(field, row.number());
            case NUMBERS -> row -> parse(field, row.numbers());
            case STRING -> row -> row.text(texts);
            case BOOLEAN -> row -> parse(field, row.truth());
            default -> throw new IllegalArgumentException("expected a field's kind, found " + Kind.of(field));
        };
    }

    private static Cell skipped(Kind kind) {
        return switch (kind) {
            case NUMBER -> RowBytes::number;
            case NUMBERS -> RowBytes::numbers;
            case STRING -> {
                RecentTexts none = RecentTexts.none();
                yield row -> row.text(none);
            }
            case BOOLEAN -> RowBytes::truth;
            default -> throw new IllegalArgumentException("expected a field's kind, found " + kind);
        };
    }

    private static Cell orElse(Cell general, Cell quick) {
        return row -> {
            int start = row.position();
            Object value = quick.read(row);
            if (value == null) {
                row.back(start);
                return general.read(row);
            }
            return value;
        };
    }

    private static @Nullable Object micros(RowBytes row) {
        long micros = row.micros();
        return micros == RowBytes.NONE ? null : (Object) micros;
    }

    private static @Nullable Object decimal(RowBytes row) {
        double value = row.decimal();
        return Double.isNaN(value) ? null : (Object) value;
    }

    private static @Nullable Object integer(RowBytes row) {
        long value = row.signed();
        return value == RowBytes.NONE ? null : (Object) value;
    }

    private static @Nullable Object parse(Field field, @Nullable String text) {
        return text == null ? null : field.parse(text);
    }

    private static String quoted(String text) {
        return "\"" + new String(new SerializedString(text).asQuotedUTF8(), UTF_8) + "\"";
    }
}
