package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.Preface;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.infer.Suggestion;
import dev.sluice.tabular.infer.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The beginning of a file's text, from which the format is detected. Its size depends on the content alone, so the same
 * file is always read in the same way.
 *
 * @param text UTF-8 from the header row on, without what stands before it (see {@link Preface}): one byte more than the largest row, or the whole of a smaller
 *     file; never empty
 * @param line the physical line on which it begins, from 1
 * @param asked options that are not detected: the client's, and the delimiter if the file names it
 * @param beginning what the file begins with, including what is skipped
 * @param whole whether that is all of the file
 */
public record CsvPreamble(byte[] text, long line, ReadOptions asked, byte[] beginning, boolean whole) {
    private static final String MISSING = "missing-column";

    /**
     * Reads the beginning and leaves the rest of the stream unread.
     *
     * @param utf8 without byte order mark
     * @param asked the client's options
     * @throws RefusedException if there are only blank lines, or bytes that no CSV begins with
     * @throws IOException if the text broke off
     */
    public static CsvPreamble read(InputStream utf8, ReadOptions asked, int maxRowBytes) throws IOException {
        byte[] text = utf8.readNBytes(maxRowBytes + 1);
        int length = text.length;
        Preface preface = new Preface(text, 0, length, asked.skipped());
        int skipped = preface.skip(text, 0, length);
        byte[] beginning = skipped > 0 ? text.clone() : text;
        while (skipped > 0) {
            System.arraycopy(text, skipped, text, 0, length - skipped);
            length -= skipped;
            length += utf8.readNBytes(text, length, text.length - length);
            skipped = preface.skip(text, 0, length);
        }
        CsvPreamble start = new CsvPreamble(
                Arrays.copyOf(text, length),
                preface.lines() + 1,
                preface.complete(asked),
                beginning,
                beginning.length <= maxRowBytes);
        start.refuseWhatIsNoCsv(maxRowBytes);
        return start;
    }

    /**
     * Detects the format of the file.
     *
     * @throws RefusedException if the file doesn't fit the dataset; with parameters with which it would
     */
    Detection detect(UploadQuery query, String filename, int maxColumns) throws RefusedException {
        try {
            Detection found = Detection.afterPreface(text, 0, text.length, line - 1, query.dataset(), asked);
            found.columns().requireAtMost(maxColumns);
            return found;
        } catch (HeaderException e) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(e.code().equals(MISSING) ? "missing" : "columns", e.columns());
            properties.put("found", e.found());
            properties.put("suggestions", suggestions(query, filename));
            properties.values().removeIf(List.of()::equals);
            throw new RefusedException(Problem.of(e.code()), String.valueOf(e.getMessage()), properties);
        }
    }

    /** Parameters with which more of the first rows would be valid. */
    public List<Suggestion> suggestions(UploadQuery query, String filename) {
        return Suggestions.of(beginning, whole, filename, query.dataset(), query.options());
    }

    /** The refusal of a text with a NUL byte, which is part of text in no charset. */
    static RefusedException nul(String where) {
        return new RefusedException(
                Problem.NOT_TEXT,
                "expected text, found a NUL byte " + where + ": a binary file, or UTF-16 without a byte order mark,"
                        + " which has to be named (charset=UTF-16LE or UTF-16BE)");
    }

    private void refuseWhatIsNoCsv(int maxRowBytes) throws RefusedException {
        boolean inFirstLine = true;
        boolean blank = true;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b == 0) {
                throw nul("on line " + lineAt(i));
            }
            inFirstLine = inFirstLine && b != '\n' && b != '\r';
            blank = blank && (b == ' ' || b == '\t');
        }
        if (text.length > maxRowBytes && inFirstLine) {
            throw new RefusedException(
                    Problem.ROW_TOO_LONG, "the row on line " + line + " is longer than " + maxRowBytes + " bytes");
        }
        if (blank) {
            throw new RefusedException(
                    Problem.EMPTY_FILE, "expected rows of CSV, found only blank lines or an empty file");
        }
    }

    private long lineAt(int index) {
        long lines = line;
        for (int i = 0; i < index; i++) {
            boolean crLf = text[i] == '\r' && text[i + 1] == '\n';
            lines += text[i] == '\n' || (text[i] == '\r' && !crLf) ? 1 : 0;
        }
        return lines;
    }
}
