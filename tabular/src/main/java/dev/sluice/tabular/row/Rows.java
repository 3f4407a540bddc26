package dev.sluice.tabular.row;

import org.jspecify.annotations.Nullable;

/** The rows of a text, read one record after the other. Not thread-safe. */
public interface Rows {
    /**
     * Reads the next record and hands its rows over: one, or in the wide layout one for each reading in it.
     *
     * @return false if there was none
     */
    boolean next(RowHandler handler);

    /**
     * Why the file that the text is a part of can't be read as it should be, as far as the rows so far show it; null if they
     * show nothing of the kind.
     */
    default @Nullable Fault fault() {
        return null;
    }
}
