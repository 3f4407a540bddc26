package dev.sluice.tabular.row;

import dev.sluice.tabular.text.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Errors of a row beyond those that are listed.
 *
 * @param code as in {@link RowError}
 * @param field likewise
 * @param count the number of errors with that code and field
 */
public record MoreErrors(String code, @Nullable String field, long count) {
    public MoreErrors {
        Limits.text("code", code, Limits.CODE_CHARS);
        field = field == null ? null : Limits.cut("field", field, Limits.NAME_CHARS);
        Limits.atLeast(1, "count", count);
    }
}
