package dev.sluice.tabular.fast;

import org.jspecify.annotations.Nullable;

/**
 * A fast path from a cell's bytes to its value, for the most common forms of a type. {@code FieldType.parse} alone
 * defines the values; everything unusual is left to it.
 */
public interface CellFastPath {
    /** A fast path that applies to no cell. */
    CellFastPath NONE = (text, from, to) -> null;

    /**
     * The same value that the type reads from the ASCII cell {@code text[from, to)}, or null if the type must decide.
     *
     * @param to greater than {@code from}; there is no space or tab at either end
     */
    @Nullable
    Object read(byte[] text, int from, int to);
}
