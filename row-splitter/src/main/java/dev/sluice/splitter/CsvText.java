package dev.sluice.splitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.Topics;
import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.csv.Datasets;
import dev.sluice.schemas.csv.Header;
import dev.sluice.schemas.csv.HeaderException;
import org.jspecify.annotations.Nullable;

/** CSV text as it came, and what is needed to read rows from it. */
final class CsvText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int BYTE_ORDER_MARK_BYTES = 3;

    private final byte[] text;

    /** Takes the text, or finds that there is none or too much of it. */
    CsvText(byte @Nullable [] value) throws FaultException {
        if (value == null) {
            throw new FaultException("unreadable-chunk", "expected CSV text, found a record without a value");
        }
        if (value.length > Topics.MAX_RECORD_BYTES) {
            throw new FaultException(
                    "too-large",
                    "expected at most " + Topics.MAX_RECORD_BYTES + " bytes in one record, found " + value.length);
        }
        text = value;
    }

    static Dataset dataset(String name) throws FaultException {
        return Datasets.find(name)
                .orElseThrow(() -> new FaultException(
                        "unknown-dataset",
                        "expected the dataset " + Datasets.SENSOR_READINGS.name() + ", found " + name));
    }

    static Header header(String row, Dataset dataset) throws FaultException {
        try {
            return Header.read(row.startsWith(BYTE_ORDER_MARK) ? row.substring(1) : row, dataset);
        } catch (HeaderException e) {
            throw new FaultException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** All records of a text whose header row stands elsewhere. */
    RecordCursor records(long firstLine) {
        return new RecordCursor(text, 0, firstLine);
    }

    /**
     * All records of a text that a direct producer made, who may have made it of anything: the first is its header row,
     * where it has one.
     */
    RecordCursor checkedRecords() throws FaultException {
        if (isUtf16() || hasNul()) {
            throw new FaultException("not-text", "expected UTF-8 text, found binary data or another encoding");
        }
        return new RecordCursor(text, startsWithByteOrderMark() ? BYTE_ORDER_MARK_BYTES : 0, 1);
    }

    /** The header row, the first record of a text that has one. */
    static Header takeHeader(RecordCursor records, Dataset dataset) throws FaultException {
        if (!records.next()) {
            throw new FaultException("empty-file", "expected a header row, found nothing");
        }
        return header(new String(records.text(), records.start(), records.length(), UTF_8), dataset);
    }

    private boolean isUtf16() {
        return text.length > 1 && (startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE));
    }

    private boolean startsWith(int first, int second) {
        return text[0] == (byte) first && text[1] == (byte) second;
    }

    private boolean hasNul() {
        for (byte b : text) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWithByteOrderMark() {
        return text.length >= BYTE_ORDER_MARK_BYTES && startsWith(0xEF, 0xBB) && text[2] == (byte) 0xBF;
    }
}
