package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * Which of a file's invalid rows are kept: the first so many.
 *
 * @param count how many records
 * @param rows as how many invalid rows they count
 * @param last where the last of them stands, or null where none is kept
 */
public record RejectsKept(long count, long rows, @Nullable RejectPosition last) {
    public static final RejectsKept NONE = new RejectsKept(0, 0, null);
}
