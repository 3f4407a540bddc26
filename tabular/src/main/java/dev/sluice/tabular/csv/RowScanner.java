package dev.sluice.tabular.csv;

/** Finds the ends of rows in UTF-8 bytes, across buffer boundaries. */
public interface RowScanner {
    /**
     * Finds the end of the current row in {@code bytes[from, to)}, which must continue the bytes of earlier calls. If it
     * is found, the next call starts a new row there.
     *
     * @return the index after the row's line ending (it may equal {@code from}, after a CR), or -1 if the row continues
     *     after {@code to}
     */
    int findEnd(byte[] bytes, int from, int to);

    /** The index after the last byte of a row, excluding its line ending: LF, CR, CRLF, or none. */
    static int withoutLineEnding(byte[] text, int from, int to) {
        if (to > from && text[to - 1] == '\n') {
            return to - 1 > from && text[to - 2] == '\r' ? to - 2 : to - 1;
        }
        return to > from && text[to - 1] == '\r' ? to - 1 : to;
    }

    /** Whether the bytes so far end inside a quoted field. */
    boolean inQuotes();

    /**
     * Whether there was a NUL, which no text contains, since the last call of this method. It has no effect on rows; a
     * caller that rejects NULs needn't scan the bytes again.
     */
    boolean takeNul();

    /** The physical line breaks (LF, CR or CRLF, those inside quotes too) since the last call of this method. */
    int takeLineBreaks();

    /** The state in the middle of a row, as a number that {@link #restore} takes. May be stored, so it never changes. */
    int state();

    /**
     * Continues a row in which another scanner of the same kind was.
     *
     * @throws IllegalArgumentException if that isn't one of its states
     */
    void restore(int state);
}
