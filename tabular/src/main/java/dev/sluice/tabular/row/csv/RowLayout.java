package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.row.RowHandler;

/** Makes rows of a record's cells: one, or in the wide layout one for each reading. */
interface RowLayout {
    /**
     * Hands over the rows of the record that the cursor is at.
     *
     * @param cells at least one of them not empty
     */
    void read(RecordCursor record, String[] cells, RowHandler handler);
}
