package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * How a file's rows were written, so that its invalid ones can be shown as they came. Kept apart from the file's other
 * state, which is written again and again: a header row can be long.
 *
 * @param csvHeader the header row, or null where there is none
 * @param csvOptions how rows are read (as {@code ReadOptions} writes it), or null where nobody said
 */
public record CsvFormat(
        @Nullable String csvHeader, @Nullable String csvOptions) {
    public static final CsvFormat NONE = new CsvFormat(null, null);
}
