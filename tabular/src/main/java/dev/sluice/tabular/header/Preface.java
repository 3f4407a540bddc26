package dev.sluice.tabular.header;

import org.jspecify.annotations.Nullable;

/**
 * Skips what stands before a file's header row: as many lines as the client says, and then blank lines, comments, and
 * the line {@code sep=;}, in any case, with which spreadsheets name the delimiter. A rejects CSV has none of it: only blank lines are
 * skipped. Continues over the parts of a text.
 */
public final class Preface {
    private static final byte[] SEPARATOR = {'s', 'e', 'p', '='};

    private final @Nullable Character comment;
    private int remaining;
    private boolean inLine;
    private boolean afterCr;
    private long lines;
    private @Nullable Character delimiter;

    /**
     * @param text the beginning of the file, UTF-8 without byte order mark
     * @param skipped as the client says
     */
    public Preface(byte[] text, int from, int to, SkippedLines skipped) {
        SkippedLines own = Detection.isOfRejects(text, from, to) ? SkippedLines.NONE : skipped;
        comment = own.comment();
        remaining = own.before();
    }

    /**
     * Continues with the next part of the text.
     *
     * @param from where the last call stopped
     * @return the index of the first byte that can't be skipped: {@code from} once the header row begins there, or a
     *     blank line without an ending
     */
    public int skip(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            if (afterCr && text[at] == '\n') {
                // The second half of a CRLF that is counted already.
                at++;
                afterCr = false;
            } else if (inLine || remaining > 0) {
                at = endOfLine(text, at, to);
            } else {
                int content = skipBlanks(text, at, to);
                if (content == to) {
                    return at;
                }
                int next = special(text, content, to);
                if (next == content) {
                    return at;
                }
                at = next;
            }
        }
        return at;
    }

    /** The number of physical lines skipped so far. */
    public long lines() {
        return lines;
    }

    /** The client's options, with the delimiter that the file names if the client names none. */
    public ReadOptions complete(ReadOptions asked) {
        return delimiter == null || asked.delimiter() != null ? asked : asked.withDelimiter(delimiter);
    }

    /** Skips to the end of the line, or of the part; returns the index behind it. */
    private int endOfLine(byte[] text, int from, int to) {
        int at = from;
        while (at < to && !isLineBreak(text[at])) {
            at++;
        }
        inLine = at == to;
        if (inLine) {
            return to;
        }
        remaining = Math.max(0, remaining - 1);
        return endLine(text, at);
    }

    private int endLine(byte[] text, int at) {
        lines++;
        afterCr = text[at] == '\r';
        return at + 1;
    }

    /** Skips a blank line's end, the beginning of a comment or a delimiter's line; returns its index if it is none. */
    private int special(byte[] text, int content, int to) {
        if (isLineBreak(text[content])) {
            return endLine(text, content);
        }
        if (comment != null && text[content] == comment) {
            inLine = true;
            return content + 1;
        }
        return separatorLine(text, content, to);
    }

    private int separatorLine(byte[] text, int from, int to) {
        int value = from + SEPARATOR.length;
        boolean fits = value + 1 < to && isLineBreak(text[value + 1]) && text[value] > 0;
        for (int i = 0; fits && i < SEPARATOR.length; i++) {
            byte b = text[from + i];
            fits = b == SEPARATOR[i] || (b >= 'A' && b <= 'Z' && b + ('a' - 'A') == SEPARATOR[i]);
        }
        if (!fits) {
            return from;
        }
        delimiter = (char) text[value];
        return endLine(text, value + 1);
    }

    private static int skipBlanks(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean isLineBreak(byte b) {
        return b == '\n' || b == '\r';
    }
}
