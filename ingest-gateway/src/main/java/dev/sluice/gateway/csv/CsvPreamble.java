package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.Preface;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.infer.ReadingNotes;
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
 * @param text UTF-8 from the header row on, without what stands before it (see {@link Preface}): one byte more than the
 *     largest row, or the whole of a smaller file; never empty
 * @param line the physical line on which it begins, from 1
 * @param asked options that are not detected: the client's, and the delimiter if the file names it
 * @param beginning what the file begins with, including what is skipped
 * @param whole whether that is all of the file
 * @param skipped the number of bytes before the text
 */
public record CsvPreamble(byte[] text, long line, ReadOptions asked, byte[] beginning, boolean whole, long skipped) {
    private static final String MISSING = "missing-column";
    private static final String ALIGNED_HINT =
            "; its columns seem to be aligned by spaces: write a delimiter between them, for example with sed -E"
                    + " 's/ +/;/g', or 's/ {2,}/;/g' where cells have spaces";
    private static final String DOCUMENT_HINT =
            "; a dataset document describes other tables: ./sluice datasets infer proposes one";

    /** A text that nothing was skipped of, and no options. */
    public CsvPreamble(byte[] text, long line) {
        this(text, line, ReadOptions.NONE, text, true, 0);
    }

    /**
     * Reads the beginning and leaves the rest of the stream unread.
     *
     * @param utf8 without byte order mark
     * @param asked the client's options
     * @throws RefusedException if there are only blank lines, or a NUL among the first characters
     * @throws IOException if the text broke off
     */
    public static CsvPreamble read(InputStream utf8, ReadOptions asked, int maxRowBytes) throws IOException {
        byte[] text = utf8.readNBytes(maxRowBytes + 1);
        int length = text.length;
        Preface preface = new Preface(text, 0, length, asked.skipped());
        int skipped = preface.skip(text, 0, length);
        byte[] beginning = skipped > 0 ? text.clone() : text;
        long allSkipped = 0;
        while (skipped > 0) {
            allSkipped += skipped;
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
                beginning.length <= maxRowBytes,
                allSkipped);
        start.refuseWhatIsNoText(maxRowBytes);
        return start;
    }

    /** The first byte that isn't blank; 0 if there is none. */
    public byte first() {
        for (byte b : text) {
            if (b != ' ' && b != '\t') {
                return b;
            }
        }
        return 0;
    }

    /**
     * Checks the first line, which tells how the others are to be read. A NUL in a later one affects only its row.
     *
     * @throws RefusedException if it contains a NUL, or is longer than a row
     */
    void requireReadableFirstLine(int maxRowBytes) throws RefusedException {
        refuseBinary(endOfFirstLine());
        if (text.length > maxRowBytes && endOfFirstLine() == text.length) {
            throw new RefusedException(
                    Problem.ROW_TOO_LONG, "the row on line " + line + " is longer than " + maxRowBytes + " bytes");
        }
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
            refuseBinary(text.length);
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(e.code().equals(MISSING) ? "missing" : "columns", e.columns());
            properties.put("found", e.found());
            Suggestions.Found looked = Suggestions.look(beginning, whole, filename, query.dataset(), query.options());
            List<Suggestion> suggestions = looked.suggestions();
            properties.put("suggestions", suggestions);
            properties.values().removeIf(List.of()::equals);
            boolean helpless = e.code().equals(MISSING) && suggestions.isEmpty();
            String hint = commentedHeader();
            if (hint.isEmpty() && suggestions.isEmpty() && !looked.notes().isEmpty()) {
                hint = "; " + String.join("; ", looked.notes());
            } else if (hint.isEmpty() && helpless) {
                hint = isAligned() ? ALIGNED_HINT : DOCUMENT_HINT;
            }
            throw new RefusedException(Problem.of(e.code()), e.getMessage() + hint, properties);
        }
    }

    private String commentedHeader() {
        List<String> before =
                new String(beginning, UTF_8).lines().limit(line - 1).toList();
        // What was skipped may be longer than what is kept of it.
        boolean complete = before.size() == line - 1;
        String row = new String(text, UTF_8).lines().findFirst().orElse("");
        return complete ? CommentedHeader.hint(before, row, asked) : "";
    }

    /** Whether most lines have several spaces in a row between other characters, as columns of a fixed width have. */
    private boolean isAligned() {
        List<String> lines = new String(beginning, UTF_8)
                .lines()
                .filter(each -> !each.isBlank())
                .toList();
        long aligned =
                lines.stream().filter(each -> each.strip().contains("  ")).count();
        return aligned * 2 > lines.size();
    }

    /** Parameters with which more of the first rows would be valid. */
    public List<Suggestion> suggestions(UploadQuery query, String filename) {
        return Suggestions.of(beginning, whole, filename, query.dataset(), query.options());
    }

    /** What a reader of the first rows should know though they are valid, as sentences without their ends. */
    public List<String> notes(UploadQuery query, long rows) {
        return ReadingNotes.of(beginning, query.dataset(), query.options(), (int) Math.min(rows, Integer.MAX_VALUE));
    }

    /** The refusal of a text with a NUL byte, which is part of text in no charset. */
    static RefusedException nul(String where) {
        return new RefusedException(
                Problem.NOT_TEXT,
                "expected text, found a NUL byte " + where + ": a binary file, or UTF-16 without a byte order mark,"
                        + " which has to be named (charset=UTF-16LE or UTF-16BE)");
    }

    private void refuseWhatIsNoText(int maxRowBytes) throws RefusedException {
        // UTF-16, whatever the format.
        refuseBinary(Math.min(text.length, 2));
        boolean blank = text.length <= maxRowBytes;
        for (int i = 0; blank && i < text.length; i++) {
            blank = text[i] == ' ' || text[i] == '\t';
        }
        if (blank) {
            throw new RefusedException(Problem.EMPTY_FILE, "expected rows, found only blank lines or an empty file");
        }
    }

    private void refuseBinary(int to) throws RefusedException {
        for (int i = 0; i < to; i++) {
            if (text[i] == 0) {
                throw nul("on line " + lineAt(i));
            }
        }
    }

    private int endOfFirstLine() {
        int end = 0;
        while (end < text.length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        return end;
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
