package dev.sluice.tabular.row;

import dev.sluice.tabular.text.Limits;
import org.jspecify.annotations.Nullable;

/**
 * An error of a row.
 *
 * @param code stable, from Frictionless: {@code type-error, constraint-error, missing-cell, extra-cell, blank-row,
 *     encoding-error, source-error}
 * @param field the dataset's field, or null if the error concerns the row as a whole
 * @param message what was expected and what was found
 * @param value the cell, truncated to 256 characters, or null if there is none
 */
public record RowError(
        String code,
        @Nullable String field,
        String message,
        @Nullable String value) {
    public RowError {
        Limits.text("code", code, Limits.CODE_CHARS);
        field = field == null ? null : Limits.cut("field", field, Limits.NAME_CHARS);
        message = Limits.cut("message", message, Limits.MESSAGE_CHARS);
        value = value == null ? null : Limits.cut("value", value, Limits.NAME_CHARS);
    }
}
