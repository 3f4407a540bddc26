package dev.sluice.tabular.row;

import org.jspecify.annotations.Nullable;

/** The rows of a text, read record by record. Not thread-safe. */
public interface Rows {
    /**
     * Reads the next record and passes on its rows: one, or in the wide layout one per reading.
     *
     * @return false if there is no record
     */
    boolean next(RowHandler handler);

    /** Why the text's file can't be read correctly, as far as the rows so far show; null if they don't. */
    default @Nullable Fault fault() {
        return null;
    }
}
