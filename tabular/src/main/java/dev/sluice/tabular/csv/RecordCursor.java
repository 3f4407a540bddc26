package dev.sluice.tabular.csv;

/**
 * Iterates over the CSV records of a text without copying. Blank lines (only ASCII spaces and tabs, no delimiter) are
 * skipped, and count only as physical lines.
 */
public final class RecordCursor {
    private final byte[] text;
    private final int limit;
    private final char delimiter;
    private final RecordScanner scanner;
    private int next;
    private long nextLine;

    private int start;
    private int end;
    private long line;
    private boolean unclosed;
    private boolean nul;

    /**
     * @param text UTF-8, not validated
     * @param from the index of the first record
     * @param firstLine the physical line on which it starts
     */
    public RecordCursor(byte[] text, int from, long firstLine, char delimiter) {
        this(text, from, text.length, firstLine, delimiter);
    }

    /** @param to the index after the text's last byte */
    public RecordCursor(byte[] text, int from, int to, long firstLine, char delimiter) {
        this.text = text;
        limit = to;
        this.delimiter = delimiter;
        scanner = new RecordScanner(delimiter);
        next = from;
        nextLine = firstLine;
    }

    /** Moves to the next record. Returns false if there is none. */
    public boolean next() {
        while (next < limit) {
            advance();
            if (!isBlank()) {
                return true;
            }
        }
        return false;
    }

    public byte[] text() {
        return text;
    }

    /** The index of the record's first byte. */
    public int start() {
        return start;
    }

    /** The index after the record's last byte, excluding its line ending. */
    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }

    /** The physical line on which the record starts. */
    public long line() {
        return line;
    }

    /** The physical line on which the record ends. */
    public long lastLine() {
        boolean hasLineEnding = end < next;
        return hasLineEnding ? nextLine - 1 : nextLine;
    }

    /** The index after the record's line ending. */
    public int nextStart() {
        return next;
    }

    /** The physical line on which the next record or blank line starts. */
    public long nextLine() {
        return nextLine;
    }

    /** Whether the text ended inside a quoted field of this record. */
    public boolean unclosed() {
        return unclosed;
    }

    /** Whether this record contains a NUL, which no text does. */
    public boolean hasNul() {
        return nul;
    }

    /** Whether this is the record's first byte, but for blanks, as that of a comment is. */
    public boolean beginsWith(char first) {
        int at = start;
        while (at < end && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at < end && text[at] == first;
    }

    /** Whether the record takes in several lines, through a quoted field. */
    public boolean hasSeveralLines() {
        return line != lastLine() || unclosed;
    }

    private void advance() {
        int found = scanner.findEnd(text, next, limit);
        start = next;
        line = nextLine;
        next = found < 0 ? limit : found;
        nextLine += scanner.takeLineBreaks();
        nul = scanner.takeNul();
        unclosed = found < 0 && scanner.inQuotes();
        end = unclosed ? next : RowScanner.withoutLineEnding(text, start, next);
    }

    private boolean isBlank() {
        for (int i = start; i < end; i++) {
            // A line of delimiters is a row of empty cells, not blank.
            if ((text[i] != ' ' && text[i] != '\t') || text[i] == delimiter) {
                return false;
            }
        }
        return true;
    }
}
