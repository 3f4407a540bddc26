package dev.sluice.splitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.csv.CsvRecords;
import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.csv.Header;
import dev.sluice.schemas.message.RowError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/** Makes one row of one CSV record. Whatever is wrong with it is an outcome, never an exception. Not thread-safe. */
final class RowReader {
    /** The largest row, without its line ending. */
    static final int MAX_ROW_BYTES = 64 * 1024;

    /** How much of a row is kept to show what was wrong with it. */
    static final int MAX_RAW_BYTES = 4 * 1024;

    private final CsvRecords records = new CsvRecords(',');
    private final RowValidator validator;

    RowReader(Dataset dataset, Header header) {
        validator = new RowValidator(dataset, header);
    }

    /** The row of the record that the cursor is at. */
    RowOutcome read(RecordCursor record) {
        if (record.length() > MAX_ROW_BYTES) {
            return invalid(record, RowErrors.oversized(MAX_ROW_BYTES, record.length()));
        }
        if (record.unclosed()) {
            return invalid(record, RowErrors.unclosedQuote());
        }
        String text = new String(record.text(), record.start(), record.length(), UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(record)) {
            return invalid(record, RowErrors.notUtf8());
        }
        String[] cells = records.cells(text);
        if (areEmpty(cells)) {
            return invalid(record, RowErrors.blankRow());
        }
        FieldsOutcome fields = validator.validate(cells);
        if (fields instanceof Reading reading) {
            return new RowOutcome.Valid(record.line(), reading);
        }
        return invalid(record, ((FieldsOutcome.Violations) fields).errors());
    }

    /** Decoding into a String replaces what is no UTF-8 by U+FFFD, which may as well stand in the text itself. */
    private static boolean isUtf8(RecordCursor record) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(record.text(), record.start(), record.length()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean areEmpty(String[] cells) {
        for (String cell : cells) {
            if (!cell.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static RowOutcome invalid(RecordCursor record, RowError error) {
        return invalid(record, List.of(error));
    }

    private static RowOutcome invalid(RecordCursor record, List<RowError> errors) {
        CutText raw = CutText.ofUtf8(record.text(), record.start(), record.end(), MAX_RAW_BYTES);
        return new RowOutcome.Invalid(record.line(), raw, errors);
    }
}
