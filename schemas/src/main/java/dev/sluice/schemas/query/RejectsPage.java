package dev.sluice.schemas.query;

import dev.sluice.schemas.message.InvalidRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a file's invalid rows, in the file's order. Of a file only the first so many are kept; the counts in the
 * summary's errors are over all.
 *
 * @param csvHeader the file's header row, or null where the file is no CSV or is not known yet
 * @param csvOptions how its rows are read ({@code ReadOptions}), or null likewise
 * @param kept how many of the file's invalid rows are kept
 * @param next the cursor to go on with, or null if this was the last page
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
     * Which rows: those with an error of that code and of that field, in one and the same error.
     *
     * @param code or null for any
     * @param field or null for any
     */
    public record Filter(@Nullable String code, @Nullable String field) {
        public static final Filter NONE = new Filter(null, null);
    }
}
