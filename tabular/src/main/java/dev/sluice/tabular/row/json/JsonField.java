package dev.sluice.tabular.row.json;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.JsonCell;
import dev.sluice.tabular.dataset.JsonCell.Kind;
import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.text.Blanks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses a field's JSON values. Strings follow the rules of CSV cells. Numbers and booleans have no format in fields of
 * these types, and otherwise count as their text. Only a list accepts an array.
 */
public final class JsonField {
    private final Field field;
    private final Field canonical;
    /** The field's kind in JSON. */
    private final Kind kind;

    public JsonField(Field field) {
        this.field = field;
        canonical = field.canonical();
        kind = Kind.of(field);
    }

    /** The value, {@link Field#MISSING}, or null if a rule is violated. */
    public @Nullable Object value(@Nullable JsonCell cell) {
        if (cell == null || cell.kind() == Kind.NULL) {
            return field.required() ? null : Field.MISSING;
        }
        return isReadable(cell) ? reader(cell).parse(cell.text()) : null;
    }

    /**
     * The equivalent CSV cell, with which a JSON row can be corrected as CSV: for example a number in the document's
     * own format. It has the same errors.
     *
     * @return nothing if there is none
     */
    public Optional<String> csvCell(@Nullable JsonCell cell) {
        if (cell == null || cell.kind() == Kind.NULL) {
            return Optional.of("");
        }
        if (!isReadable(cell)) {
            return Optional.empty();
        }
        Object value = value(cell);
        if (says(cell.text(), value)) {
            return Optional.of(cell.text());
        }
        return Optional.ofNullable(value)
                .filter(one -> one != Field.MISSING)
                .map(field::cell)
                .filter(text -> says(text, value));
    }

    private boolean says(String cell, @Nullable Object value) {
        Object read = field.parse(Blanks.strip(cell));
        if (value == null || read == null || value == Field.MISSING || read == Field.MISSING) {
            return value == read;
        }
        return field.text(read).equals(field.text(value));
    }

    /** The errors of a value for which {@link #value} returned null. */
    List<RowError> errors(@Nullable JsonCell cell) {
        if (cell == null || cell.kind() == Kind.NULL) {
            return List.of(error("constraint-error", "expected a value, found none"));
        }
        if (isReadable(cell)) {
            return RejectReasons.ofCell(reader(cell), cell.text());
        }
        if (kind != Kind.NUMBERS) {
            return List.of(error(
                    "type-error", "expected one value, found " + cell.kind().inWords()));
        }
        if (cell.kind() == Kind.NUMBERS) {
            return List.of(error("constraint-error", "expected a value, found an empty array"));
        }
        return List.of(error(
                "type-error",
                "expected an array of numbers, found " + cell.kind().inWords()));
    }

    private boolean isReadable(JsonCell cell) {
        return switch (cell.kind()) {
            case STRING, NUMBER, BOOLEAN -> kind != Kind.NUMBERS;
            case NUMBERS -> kind == Kind.NUMBERS && !cell.text().isEmpty();
            case NULL, ARRAY, OBJECT -> false;
        };
    }

    private Field reader(JsonCell cell) {
        return cell.kind() == kind && kind != Kind.STRING ? canonical : field;
    }

    private RowError error(String code, String message) {
        return new RowError(code, field.name(), message, null);
    }
}
