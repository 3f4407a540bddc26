package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.csv.Columns;
import dev.sluice.schemas.csv.CsvRecords;
import dev.sluice.schemas.csv.FormulaCells;
import dev.sluice.schemas.csv.ReadOptions;
import dev.sluice.schemas.csv.ReadOptions.Layout;
import dev.sluice.schemas.csv.RecordCursor;
import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.message.RowError;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of CSV records. Whatever is wrong with a record is handed over as invalid rows, never thrown. */
public final class CsvRows implements Rows {
    /** The largest record, without its line ending. */
    static final int MAX_ROW_BYTES = 64 * 1024;

    /** How much of a row is kept to show what was wrong with it. */
    static final int MAX_RAW_BYTES = 4 * 1024;

    private final RecordCursor record;
    private final CsvRecords records;
    private final RowLayout layout;
    /** Null where all records go the long way. */
    private final @Nullable PlainRecords plain;

    private final boolean ofRejects;

    /**
     * @param text UTF-8, or what should be
     * @param from the index of the first record's first byte
     * @param firstLine the physical line it starts on
     * @param options complete
     */
    public CsvRows(byte[] text, int from, long firstLine, Dataset dataset, Columns columns, ReadOptions options) {
        this(new RecordCursor(text, from, firstLine, options.separator()), dataset, columns, options, true);
    }

    /** @param shortCut whether plain records may go their own way, which must lead to the same rows */
    CsvRows(RecordCursor record, Dataset dataset, Columns columns, ReadOptions options, boolean shortCut) {
        this.record = record;
        records = new CsvRecords(options.separator());
        boolean wide = options.layout() == Layout.WIDE;
        layout = wide ? new WideLayout(dataset, columns, records) : new LongLayout(dataset, columns);
        ofRejects = columns.ofRejects();
        plain = shortCut && !wide && !ofRejects
                ? new PlainRecords(options.separator(), dataset, columns, record.text().length)
                : null;
    }

    @Override
    public boolean next(RowHandler handler) {
        if (!record.next()) {
            return false;
        }
        if (record.length() > MAX_ROW_BYTES) {
            reject(RowErrors.oversized(MAX_ROW_BYTES, record.length()), handler);
        } else if (record.unclosed()) {
            reject(RowErrors.unclosedQuote(), handler);
        } else if (plain == null || !plain.read(record, handler)) {
            read(handler);
        }
        return true;
    }

    /** What is kept of the record that the cursor is at. */
    static CutText raw(RecordCursor record) {
        return CutText.ofUtf8(record.text(), record.start(), record.end(), MAX_RAW_BYTES);
    }

    private void read(RowHandler handler) {
        String text = new String(record.text(), record.start(), record.length(), UTF_8);
        // Decoding into a String replaces what is no UTF-8 by U+FFFD, which may as well stand in the text itself.
        if (text.indexOf('\uFFFD') >= 0 && !Utf8.isValid(record.text(), record.start(), record.end())) {
            reject(RowErrors.notUtf8(), handler);
            return;
        }
        String[] cells = records.cells(text);
        if (areEmpty(cells)) {
            reject(RowErrors.blankRow(), handler);
            return;
        }
        if (ofRejects) {
            Arrays.setAll(cells, i -> FormulaCells.restore(cells[i]));
        }
        layout.read(record, cells, handler);
    }

    private static boolean areEmpty(String[] cells) {
        for (String cell : cells) {
            if (!cell.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void reject(RowError error, RowHandler handler) {
        handler.invalid(record.line(), raw(record), FoundErrors.of(error));
    }
}
