package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;

/** A single row that can't be read, whatever its text. */
public final class RejectedRow implements Rows {
    private final byte[] text;
    private final long bytes;
    private final long line;
    private final String message;
    private boolean read;

    /**
     * @param text UTF-8, not validated: the row, or its beginning
     * @param bytes the size of the whole row
     * @param line where the row starts
     * @param message what was expected and what was found
     */
    public RejectedRow(byte[] text, long bytes, long line, String message) {
        this.text = text;
        this.bytes = bytes;
        this.line = line;
        this.message = message;
    }

    @Override
    public boolean next(RowHandler handler) {
        if (read) {
            return false;
        }
        read = true;
        TruncatedText raw = TruncatedText.ofUtf8(text, 0, text.length, CsvRows.MAX_RAW_BYTES);
        handler.invalid(
                line,
                new TruncatedText(raw.text(), raw.truncated() || bytes > text.length),
                ValidationErrors.of(RejectReasons.unreadable(message)));
        return true;
    }
}
