package dev.sluice.gateway.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * JSON as one document a line, in constant memory. Documents are the elements of arrays at the top level, and other
 * values there, one after the other. Finds their ends by brackets and strings alone, so that a document with a syntax
 * error affects no other as long as its brackets and quotes match.
 *
 * <p>Line breaks in a document become blanks; in a string, where they are errors, tabs, which are the same errors there.
 * So a document keeps its length and its meaning. A missing element is a comma alone, a missing end of an array an
 * opening bracket: each is an invalid document. Not thread-safe.
 */
public final class DocumentLines extends InputStream {
    private static final int BUFFER = 8 * 1024;
    /** The maximum number of bytes that are written for one that is read, or for the end. */
    private static final int MOST = 2;

    private final InputStream in;
    private final byte[] read = new byte[BUFFER];
    private final byte[] lines = new byte[MOST * (BUFFER + 1)];
    private int next;
    private int limit;
    private boolean ended;

    private boolean inArray;
    /** Whether an element must follow: after a comma. */
    private boolean expected;
    /** Whether there was an element since the last comma. */
    private boolean complete;
    /** Whether a document has begun. */
    private boolean inDocument;

    private long depth;
    private boolean inString;
    private boolean escaped;

    /** @param in UTF-8, not validated */
    public DocumentLines(InputStream in) {
        this.in = in;
    }

    /** Continues where another one was. */
    public DocumentLines(InputStream in, State state) {
        this.in = in;
        if (state.unread().length > lines.length) {
            throw new IllegalArgumentException("expected at most " + lines.length + " unread bytes");
        }
        System.arraycopy(state.unread(), 0, lines, 0, state.unread().length);
        limit = state.unread().length;
        inArray = state.inArray();
        expected = state.expected();
        complete = state.complete();
        inDocument = state.inDocument();
        depth = state.depth();
        inString = state.inString();
        escaped = state.escaped();
    }

    /**
     * Where it is in a text, before the end of that.
     *
     * @param unread the lines that aren't read yet
     */
    public record State(
            boolean inArray,
            boolean expected,
            boolean complete,
            boolean inDocument,
            long depth,
            boolean inString,
            boolean escaped,
            byte[] unread) {}

    /** What another one needs to continue. */
    public State state() {
        return new State(
                inArray,
                expected,
                complete,
                inDocument,
                depth,
                inString,
                escaped,
                Arrays.copyOfRange(lines, next, limit));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (next == limit) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(lines, next, target, offset, count);
        next += count;
        return count;
    }

    private void fill() throws IOException {
        next = 0;
        limit = 0;
        int count = in.read(read, 0, read.length);
        for (int i = 0; i < count; i++) {
            take(read[i]);
        }
        if (count < 0) {
            ended = true;
            end();
        }
    }

    private void take(byte b) {
        if (inString) {
            inString(b);
            return;
        }
        switch (b) {
            case ' ', '\t' -> blank(b);
            case '\n', '\r' -> lineBreak();
            case '{' -> open(b);
            case '[' -> {
                if (inArray || inDocument) {
                    open(b);
                } else {
                    inArray = true;
                    expected = false;
                    complete = false;
                }
            }
            case '}' -> close(b);
            case ']' -> {
                if (depth > 0 || !inArray) {
                    close(b);
                } else {
                    endOfArray();
                }
            }
            case ',' -> comma(b);
            case '"' -> {
                inString = true;
                put(b);
            }
            default -> put(b);
        }
    }

    private void inString(byte b) {
        boolean breaks = b == '\n' || b == '\r';
        write(breaks ? (byte) '\t' : b);
        // A string ends with its line at the latest, so that a missing quote affects few documents.
        inString = !breaks && (escaped || b != '"');
        escaped = inString && !escaped && b == '\\';
    }

    private void blank(byte b) {
        if (inDocument) {
            write(b);
        }
    }

    private void lineBreak() {
        if (inDocument && depth == 0 && !inArray) {
            endOfDocument();
        } else {
            blank((byte) ' ');
        }
    }

    private void open(byte b) {
        put(b);
        depth++;
    }

    private void close(byte b) {
        put(b);
        if (depth > 0 && --depth == 0) {
            endOfDocument();
        }
    }

    private void comma(byte b) {
        if (depth > 0 || !inArray) {
            put(b);
            return;
        }
        if (inDocument) {
            endOfDocument();
        } else if (!complete) {
            put(b);
            endOfDocument();
        }
        complete = false;
        expected = true;
    }

    private void endOfArray() {
        if (inDocument) {
            endOfDocument();
        } else if (expected && !complete) {
            put((byte) ',');
            endOfDocument();
        }
        inArray = false;
    }

    private void end() {
        if (inDocument) {
            endOfDocument();
        } else if (inArray) {
            put((byte) '[');
            endOfDocument();
        }
    }

    private void endOfDocument() {
        write((byte) '\n');
        inDocument = false;
        inString = false;
        escaped = false;
        depth = 0;
        complete = true;
    }

    /** A byte of a document, which may be its first one. */
    private void put(byte b) {
        inDocument = true;
        write(b);
    }

    private void write(byte b) {
        lines[limit++] = b;
    }
}
