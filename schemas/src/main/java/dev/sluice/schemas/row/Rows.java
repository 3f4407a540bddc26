package dev.sluice.schemas.row;

/** The rows of a text, read one record after the other. Not thread-safe. */
public interface Rows {
    /**
     * Reads the next record and hands its rows over: one, or in the wide layout one for each reading in it.
     *
     * @return false if there was none
     */
    boolean next(RowHandler handler);
}
