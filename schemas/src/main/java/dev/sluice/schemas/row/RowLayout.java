package dev.sluice.schemas.row;

import dev.sluice.schemas.csv.RecordCursor;

/** Makes rows of a record's cells: one, or in the wide layout one for each reading. */
interface RowLayout {
    /**
     * Hands over the rows of the record that the cursor is at.
     *
     * @param cells at least one of them not empty
     */
    void read(RecordCursor record, String[] cells, RowHandler handler);
}
