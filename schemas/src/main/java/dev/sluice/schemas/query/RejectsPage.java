package dev.sluice.schemas.query;

import dev.sluice.schemas.message.InvalidRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a file's invalid rows, in the file's order. Only the first ones of a file are kept; the error counts in the
 * summary cover all.
 *
 * @param csvHeader the file's header row, or null if the file is no CSV or isn't known yet
 * @param csvOptions the options for reading its rows ({@code ReadOptions}), or null likewise
 * @param kept the number of the file's invalid rows that are kept
 * @param next the cursor of the next page, or null on the last page
 */
public record RejectsPage(
        FileSummary summary,
        @Nullable String csvHeader,
        @Nullable String csvOptions,
        long kept,
        List<InvalidRow> rejects,
        @Nullable String next) {
    public RejectsPage {
        rejects = List.copyOf(rejects);
    }

    /**
     * Selects rows by an error that has both this code and this field.
     *
     * @param code or null for any
     * @param field or null for any
     */
    public record Filter(@Nullable String code, @Nullable String field) {
        public static final Filter NONE = new Filter(null, null);
    }
}
