package dev.sluice.schemas.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.csv.CsvRows;

/** CSV of a direct producer. */
final class DirectCsv {
    /** The maximum size of a row. The header row is sent on with the file's events, so its size must be limited. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final int MAX_OPTIONS_CHARS = 16 * 1024;

    private final byte[] text;
    private final Dataset ofDocument;
    private final int maxColumns;

    DirectCsv(byte[] text, Dataset dataset, int maxColumns) {
        this.text = text;
        ofDocument = dataset;
        this.maxColumns = maxColumns;
    }

    /** Parses the options in a header's text. */
    static ReadOptions options(String text) throws FaultException {
        if (text.length() > MAX_OPTIONS_CHARS) {
            throw new FaultException(
                    "bad-options",
                    "expected at most " + MAX_OPTIONS_CHARS + " characters of options, found " + text.length());
        }
        try {
            return ReadOptions.parse(text);
        } catch (IllegalArgumentException e) {
            throw new FaultException("bad-options", String.valueOf(e.getMessage()));
        }
    }

    RowText read(DirectHeaders headers) throws FaultException {
        if (isUtf16() || hasNul(endOfFirstLine())) {
            throw notText();
        }
        ReadOptions asked = options(headers.csvOptions());
        Dataset dataset = asked.applyTo(ofDocument);
        String csvHeader = headers.csvHeader();
        try {
            return csvHeader == null
                    ? withOwnBeginning(dataset, asked)
                    : afterHeader(dataset, ByteOrderMark.strip(csvHeader), asked.withoutSkippedLines());
        } catch (HeaderException e) {
            throw hasNul(text.length) ? notText() : new FaultException(e);
        }
    }

    private static FaultException notText() {
        return new FaultException("not-text", "expected UTF-8 text, found binary data or another encoding");
    }

    private RowText withOwnBeginning(Dataset dataset, ReadOptions asked) throws HeaderException, FaultException {
        Detection found = Detection.of(text, ByteOrderMark.length(text), text.length, dataset, asked);
        return rows(dataset, found, found.firstRow(), 1 + found.linesBefore(), found.options());
    }

    /** All of the text is rows; the format is detected from the given header row. */
    private RowText afterHeader(Dataset dataset, String headerRow, ReadOptions asked)
            throws HeaderException, FaultException {
        byte[] header = headerRow.getBytes(UTF_8);
        Detection found = Detection.of(header, 0, header.length, dataset, asked.withHeader(true));
        return rows(
                dataset, found, ByteOrderMark.length(text), 1, found.options().withHeader(false));
    }

    private RowText rows(Dataset dataset, Detection found, int from, long firstLine, ReadOptions options)
            throws FaultException, HeaderException {
        int headerBytes = found.headerRow().getBytes(UTF_8).length;
        if (headerBytes > MAX_HEADER_BYTES) {
            throw new FaultException(
                    "row-too-long",
                    "expected a header row of at most " + MAX_HEADER_BYTES + " bytes, found one of " + headerBytes);
        }
        found.columns().requireAtMost(maxColumns);
        CsvRows rows = new CsvRows(text, from, firstLine, dataset, found.columns(), options);
        return RowText.ofCsv(dataset, rows, found.headerRow(), options);
    }

    private boolean isUtf16() {
        return startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE);
    }

    private boolean startsWith(int first, int second) {
        return text.length > 1 && text[0] == (byte) first && text[1] == (byte) second;
    }

    /** A NUL in a later line, after a beginning that can be read, affects only its row. */
    private boolean hasNul(int to) {
        for (int i = 0; i < to; i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private int endOfFirstLine() {
        int end = 0;
        while (end < text.length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        return end;
    }
}
