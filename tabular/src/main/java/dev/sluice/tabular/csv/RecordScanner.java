package dev.sluice.tabular.csv;

import dev.sluice.tabular.fast.RecordMarks;
import java.util.Arrays;

/**
 * Finds the ends of CSV records in UTF-8 bytes, across buffer boundaries. The gateway cuts files with it and the
 * splitter splits chunks with it, so both find the same rows.
 *
 * <p>A record ends at LF, CR or CRLF outside quotes. A quote opens a quoted field only as the field's first byte after
 * spaces and tabs, so a stray quote inside an unquoted field ({@code 5" pipe}) affects only its own row; inside a
 * quoted field a doubled quote is data and a single one closes it.
 *
 * <p>A CR at the end of a buffer may be the first half of a CRLF, so its record ends only with the next call.
 */
public final class RecordScanner implements RowScanner {
    private enum State {
        FIELD_START(0),
        UNQUOTED(1),
        QUOTED(2),
        QUOTE_IN_QUOTED(3),
        AFTER_CR(4);

        /** Part of stored states. */
        private final int stored;

        State(int stored) {
            this.stored = stored;
        }
    }

    private final byte delimiter;
    private State state = State.FIELD_START;
    private boolean crInQuotes;
    private boolean sawNul;
    private int lineBreaks;

    public RecordScanner(char delimiter) {
        this.delimiter = (byte) delimiter;
    }

    @Override
    public int findEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (state == State.AFTER_CR) {
                state = State.FIELD_START;
                return bytes[i] == '\n' ? i + 1 : i;
            }
            int mark = RecordMarks.next(bytes, i, to);
            if (state == State.QUOTED) {
                passQuoted(bytes, i, mark, to);
            } else {
                passUnquoted(bytes, i, mark, to);
                if (mark < to && bytes[mark] == '\n') {
                    return mark + 1;
                }
            }
            i = mark + 1;
        }
        return -1;
    }

    @Override
    public boolean inQuotes() {
        return state == State.QUOTED;
    }

    @Override
    public boolean takeNul() {
        boolean saw = sawNul;
        sawNul = false;
        return saw;
    }

    @Override
    public int takeLineBreaks() {
        int breaks = lineBreaks;
        lineBreaks = 0;
        return breaks;
    }

    @Override
    public int state() {
        return 2 * state.stored + (crInQuotes ? 1 : 0);
    }

    @Override
    public void restore(int stored) {
        state = Arrays.stream(State.values())
                .filter(each -> each.stored == stored >> 1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected the state of a scanner, found " + stored));
        crInQuotes = (stored & 1) == 1;
    }

    private void passUnquoted(byte[] bytes, int from, int mark, int to) {
        if (mark == to) {
            state = stateAt(bytes, from, to);
            return;
        }
        switch (bytes[mark]) {
            case '\n' -> {
                lineBreaks++;
                state = State.FIELD_START;
            }
            case '\r' -> {
                lineBreaks++;
                state = State.AFTER_CR;
            }
            case '"' -> {
                State before = stateAt(bytes, from, mark);
                // The first byte of a field, or the second of a doubled quote.
                boolean quoted = before == State.FIELD_START || before == State.QUOTE_IN_QUOTED;
                state = quoted ? State.QUOTED : State.UNQUOTED;
                crInQuotes = false;
            }
            default -> {
                sawNul = true;
                state = State.UNQUOTED;
            }
        }
    }

    private void passQuoted(byte[] bytes, int from, int mark, int to) {
        crInQuotes = crInQuotes && mark == from;
        if (mark == to) {
            return;
        }
        byte b = bytes[mark];
        if (b == '"') {
            state = State.QUOTE_IN_QUOTED;
        } else if (b == 0) {
            sawNul = true;
        } else if (b == '\r' || !crInQuotes) {
            lineBreaks++;
        }
        crInQuotes = b == '\r';
    }

    /** The state before the byte at {@code to}, if {@code bytes[from, to)} has no mark. */
    private State stateAt(byte[] bytes, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            byte b = bytes[i];
            if (b == delimiter) {
                return State.FIELD_START;
            }
            if (b != ' ' && b != '\t') {
                return State.UNQUOTED;
            }
        }
        return state == State.QUOTE_IN_QUOTED && from < to ? State.UNQUOTED : state;
    }
}
