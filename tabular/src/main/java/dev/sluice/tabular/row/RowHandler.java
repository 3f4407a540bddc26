package dev.sluice.tabular.row;

import dev.sluice.tabular.text.TruncatedText;

/** Receives rows. */
public interface RowHandler {
    /**
     * Receives a valid row.
     *
     * @param line where it starts: the physical line in CSV and NDJSON, the element's number in a JSON array; from 1
     * @param values by field index; the caller reuses the array
     */
    void valid(long line, Object[] values);

    /**
     * Receives an invalid row.
     *
     * @param raw the row, truncated if it is too long
     * @param errors at least one; the caller may reuse it
     */
    void invalid(long line, TruncatedText raw, ValidationErrors errors);
}
