package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * The invalid rows of a file that are kept: the first ones, up to a limit.
 *
 * @param count the number of records
 * @param rows the number of invalid rows that these records count as
 * @param last the position of the last of them, or null if none is kept
 */
public record RejectsKept(long count, long rows, @Nullable RejectPosition last) {
    public static final RejectsKept NONE = new RejectsKept(0, 0, null);
}
