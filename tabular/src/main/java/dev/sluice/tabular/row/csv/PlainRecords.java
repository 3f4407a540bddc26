package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.CellReader;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.Columns.Column;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads valid records without quotes from bytes in one pass. Optimised code: creates no String per cell. {@link
 * CsvRows} defines the rows; everything invalid or unusual is left to it. Only for one row per record. See {@code
 * RowBenchmark}.
 */
public final class PlainRecords {
    private final byte delimiter;
    /** By column; null if the column is ignored. */
    private final @Nullable CellReader[] readers;
    /** By column the index of its field. */
    private final int[] fields;

    private final Dataset dataset;
    private final Object[] values;

    /** @param textBytes the length of the text */
    public PlainRecords(char delimiter, Dataset dataset, Columns columns, int textBytes) {
        this.delimiter = (byte) delimiter;
        int count = columns.all().size();
        readers = new CellReader[count];
        fields = new int[count];
        for (int i = 0; i < count; i++) {
            Column column = columns.all().get(i);
            if (column.field() != null) {
                readers[i] = column.field().cells(textBytes);
                fields[i] = column.field().index();
            }
        }
        this.dataset = dataset;
        values = FieldCells.constants(dataset, columns);
    }

    /**
     * Passes on the row of the cursor's record.
     *
     * @return false if the record isn't plain or valid; then nothing was passed on
     */
    public boolean read(RecordCursor record, RowHandler handler) {
        byte[] text = record.text();
        int end = record.end();
        int next = record.start();
        // Negative once a byte was not ASCII.
        int bytes = 0;
        boolean filled = false;
        for (int column = 0; column < readers.length; column++) {
            if (next > end) {
                return false;
            }
            int from = next;
            int to = from;
            while (to < end && text[to] != delimiter) {
                if (text[to] == '"') {
                    return false;
                }
                bytes |= text[to++];
            }
            next = to + 1;
            while (from < to && isBlank(text[from])) {
                from++;
            }
            while (to > from && isBlank(text[to - 1])) {
                to--;
            }
            CellReader reader = readers[column];
            if (reader != null) {
                Object value = reader.read(text, from, to);
                if (value == null) {
                    return false;
                }
                values[fields[column]] = value;
                filled |= value != Field.MISSING;
            } else {
                // A character other than ASCII may be blank.
                filled |= from < to && text[from] > ' ';
            }
        }
        // The last column ends with the record, or with a delimiter at the record's end.
        if (next < end
                || !filled
                || !dataset.hasReading(values)
                || (bytes < 0 && !Utf8.isValid(text, record.start(), end))) {
            return false;
        }
        handler.valid(record.line(), values);
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
