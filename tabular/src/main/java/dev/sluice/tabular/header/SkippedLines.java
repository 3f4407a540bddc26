package dev.sluice.tabular.header;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a file that hold neither a header row nor rows.
 *
 * @param before the number of physical lines before the header row, or before the first row if there is none
 * @param afterHeader the number of records between the header row and the first row, e.g. one of units;
 *     comments don't count
 * @param comment the character that comments begin with, or null if there are none
 */
public record SkippedLines(
        int before, int afterHeader, @Nullable Character comment) {
    /** None. */
    public static final SkippedLines NONE = new SkippedLines(0, 0, null);

    /** Far more than the preamble of any file has. */
    static final int MAX_BEFORE = 10_000;

    static final int MAX_AFTER_HEADER = 100;
}
