package dev.sluice.tabular.infer;

import dev.sluice.tabular.infer.type.Column;
import java.util.List;

/**
 * The sample as a table.
 *
 * @param header whether the first record is a header row
 * @param columns without the rows of units; with invented names if there is no header row
 * @param start the index in the text of the first record that belongs to the table
 * @param linesBefore the number of physical lines before it
 * @param unitRows the number of rows behind the header row that have no digit, unlike those behind them
 */
record Table(char delimiter, boolean header, List<Column> columns, int start, long linesBefore, int unitRows) {
    Table {
        columns = List.copyOf(columns);
    }

    int rows() {
        return columns.get(0).cells().size();
    }
}
