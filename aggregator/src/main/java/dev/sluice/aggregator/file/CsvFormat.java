package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * The CSV format of a file, with which its invalid rows can be shown in their original form. It is stored separately
 * from the file's state, which is rewritten often: a header row can be long.
 *
 * @param csvHeader the header row, or null if there is none
 * @param csvOptions the options for reading rows, as {@code ReadOptions} writes them, or null if they aren't known
 */
public record CsvFormat(
        @Nullable String csvHeader, @Nullable String csvOptions) {
    public static final CsvFormat NONE = new CsvFormat(null, null);
}
