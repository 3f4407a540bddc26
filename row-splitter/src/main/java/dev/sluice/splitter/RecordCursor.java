package dev.sluice.splitter;

import dev.sluice.schemas.csv.RecordScanner;

/**
 * Walks over the CSV records of a text without copying it. Blank lines (nothing but ASCII spaces and tabs) are no
 * records: they are stepped over, and count only as physical lines.
 */
final class RecordCursor {
    private final byte[] text;
    private final RecordScanner scanner = new RecordScanner(',');
    private int next;
    private long nextLine;

    private int start;
    private int end;
    private long line;
    private boolean unclosed;

    /**
     * @param text UTF-8, or what should be
     * @param from the index of the first record
     * @param firstLine the physical line it starts on
     */
    RecordCursor(byte[] text, int from, long firstLine) {
        this.text = text;
        next = from;
        nextLine = firstLine;
    }

    /** Moves on to the next record. False if there is none. */
    boolean next() {
        while (next < text.length) {
            advance();
            if (!isBlank()) {
                return true;
            }
        }
        return false;
    }

    byte[] text() {
        return text;
    }

    /** The index of the record's first byte. */
    int start() {
        return start;
    }

    /** The index after the record's last byte, its line ending not included. */
    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    /** The physical line the record starts on. */
    long line() {
        return line;
    }

    /** Whether the text ended inside a quoted field of this record. */
    boolean unclosed() {
        return unclosed;
    }

    private void advance() {
        int found = scanner.findEnd(text, next, text.length);
        start = next;
        line = nextLine;
        next = found < 0 ? text.length : found;
        nextLine += scanner.takeLineBreaks();
        unclosed = found < 0 && scanner.inQuotes();
        end = unclosed ? next : withoutLineEnding(next);
    }

    private int withoutLineEnding(int to) {
        if (to > start && text[to - 1] == '\n') {
            return to - 1 > start && text[to - 2] == '\r' ? to - 2 : to - 1;
        }
        return to > start && text[to - 1] == '\r' ? to - 1 : to;
    }

    private boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (text[i] != ' ' && text[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
