package dev.sluice.tabular.header;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.text.CharsetGuess;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;

/**
 * The first non-blank record of a text, read with a delimiter.
 *
 * @param text without line ending
 * @param start the index of its first byte
 * @param end the index after its line ending
 * @param linesBefore the number of physical lines before it
 * @param linesAfter the number of physical lines up to its end
 */
record FirstRecord(
        char delimiter, String text, List<String> cells, int start, int end, long linesBefore, long linesAfter) {

    /**
     * Reads the record.
     *
     * @param lines the number of physical lines before the text
     * @throws HeaderException if there is no record, or it is malformed
     */
    static FirstRecord read(byte[] text, int from, int to, long lines, char delimiter) throws HeaderException {
        int content = skipBlankLines(text, from, to);
        if (content == to) {
            throw fault("empty-file", "expected a header row or rows of CSV, found only blank lines or an empty file");
        }
        RecordCursor record = new RecordCursor(text, from, to, lines, delimiter);
        boolean blank = true;
        while (blank && record.next()) {
            // Until tabs are known to be delimiters, a line of tabs is blank.
            blank = record.end() <= content;
        }
        if (record.unclosed()) {
            throw fault(
                    "unclosed-quote",
                    "expected a closing quote in the first row, on line " + (record.line() + 1)
                            + ", found none: a quoted field is open there");
        }
        String row = decode(text, to, record.start(), record.length());
        List<String> cells = List.of(new CsvRecords(delimiter).cells(row));
        return new FirstRecord(
                delimiter, row, cells, record.start(), record.nextStart(), record.line(), record.nextLine());
    }

    private static int skipBlankLines(byte[] text, int from, int to) {
        int at = from;
        while (at < to && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
        return at;
    }

    private static String decode(byte[] text, int to, int from, int length) throws HeaderException {
        String row;
        try {
            row = UTF_8.newDecoder().decode(ByteBuffer.wrap(text, from, length)).toString();
        } catch (CharacterCodingException e) {
            CharsetGuess guess = CharsetGuess.of(Arrays.copyOfRange(text, from, to));
            throw fault(
                    "not-text",
                    "expected UTF-8 text, found invalid bytes in the first row: another encoding? " + guess.inWords()
                            + " may read it");
        }
        if (row.indexOf('\0') >= 0) {
            throw fault(
                    "not-text", "expected UTF-8 text, found a NUL byte in the first row: a binary file, or UTF-16?");
        }
        return row;
    }

    private static HeaderException fault(String code, String message) {
        return new HeaderException(code, message, List.of(), List.of());
    }
}
