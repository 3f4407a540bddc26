package dev.sluice.tabular.fast;

import org.jspecify.annotations.Nullable;

/**
 * A short cut from a cell's bytes to its value, for the shapes that nearly all cells of a type have. What a value is
 * stays defined by {@code FieldType.parse} alone: whatever is unusual is left to it.
 */
public interface CellFastPath {
    /** No cell is common. */
    CellFastPath NONE = (text, from, to) -> null;

    /**
     * Exactly what the type makes of the ASCII cell {@code text[from, to)}, or null where only the type can tell.
     *
     * @param to greater than {@code from}; there is neither a space nor a tab at either end
     */
    @Nullable
    Object read(byte[] text, int from, int to);
}
