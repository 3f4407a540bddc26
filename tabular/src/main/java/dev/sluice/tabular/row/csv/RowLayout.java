package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.row.RowHandler;

/** Converts a record's cells to rows: one, or in the wide layout one per reading. */
interface RowLayout {
    /**
     * Passes on the rows of the cursor's record.
     *
     * @param cells at least one of them not empty
     */
    void read(RecordCursor record, String[] cells, RowHandler handler);
}
