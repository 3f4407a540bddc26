package dev.sluice.schemas.csv;

/**
 * Finds where CSV records end in UTF-8 bytes, wherever the bytes were cut on their way here. The gateway cuts files
 * with it and the splitter cuts chunks with it, so both always mean the same rows.
 *
 * <p>A record ends at LF, CR or CRLF outside quotes. A quote opens a quoted field only as the field's first byte after
 * spaces and tabs, so a stray quote inside an unquoted field ({@code 5" pipe}) harms nothing but its own row; inside a
 * quoted field a doubled quote is data and a single one closes it.
 *
 * <p>A CR at the end of the bytes at hand may be half of a CRLF, so its record ends only with the next call.
 */
public final class RecordScanner {
    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED,
        AFTER_CR
    }

    private final byte delimiter;
    private State state = State.FIELD_START;
    private boolean crInQuotes;
    private int lineBreaks;

    public RecordScanner(char delimiter) {
        this.delimiter = (byte) delimiter;
    }

    /**
     * Looks for the end of the current record in {@code bytes[from, to)}, which must follow on what earlier calls saw.
     * When one is found, the next call starts a new record there.
     *
     * @return the index after the record's line ending (it may equal {@code from}, after a CR), or -1 if the record
     *     goes on beyond {@code to}
     */
    public int findEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            switch (state) {
                case AFTER_CR -> {
                    state = State.FIELD_START;
                    return b == '\n' ? i + 1 : i;
                }
                case QUOTED -> i = skipQuoted(bytes, i, to);
                default -> {
                    i++;
                    if (b == '\n') {
                        lineBreaks++;
                        state = State.FIELD_START;
                        return i;
                    }
                    if (b == '\r') {
                        lineBreaks++;
                        state = State.AFTER_CR;
                    } else if (b == delimiter) {
                        state = State.FIELD_START;
                    } else if (b == '"' && state != State.UNQUOTED) {
                        // First of a field, or the second of a doubled quote.
                        state = State.QUOTED;
                        crInQuotes = false;
                    } else if (state == State.QUOTE_IN_QUOTED || (b != ' ' && b != '\t')) {
                        state = State.UNQUOTED;
                        i = skipUnquoted(bytes, i, to);
                    }
                }
            }
        }
        return -1;
    }

    /** Whether the bytes so far end inside a quoted field. */
    public boolean inQuotes() {
        return state == State.QUOTED;
    }

    /** The physical line breaks (LF, CR or CRLF, those inside quotes too) since the last call of this method. */
    public int takeLineBreaks() {
        int breaks = lineBreaks;
        lineBreaks = 0;
        return breaks;
    }

    private int skipUnquoted(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != delimiter && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private int skipQuoted(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"') {
                state = State.QUOTE_IN_QUOTED;
                return i + 1;
            }
            if (b == '\r' || (b == '\n' && !crInQuotes)) {
                lineBreaks++;
            }
            crInQuotes = b == '\r';
        }
        return to;
    }
}
