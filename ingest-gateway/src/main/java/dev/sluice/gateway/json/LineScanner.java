package dev.sluice.gateway.json;

import dev.sluice.tabular.csv.RowScanner;

/** Finds the ends of lines, whatever is in them. A line ends at LF, CR or CRLF. */
public final class LineScanner implements RowScanner {
    /** The last line's CR may be the first half of a CRLF, so it ends only with the next call. */
    private boolean afterCr;

    private int lineBreaks;

    @Override
    public int findEnd(byte[] bytes, int from, int to) {
        if (from == to) {
            return -1;
        }
        if (afterCr) {
            afterCr = false;
            return bytes[from] == '\n' ? from + 1 : from;
        }
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        if (i == to) {
            return -1;
        }
        lineBreaks++;
        if (bytes[i] == '\n') {
            return i + 1;
        }
        if (i + 1 < to) {
            return bytes[i + 1] == '\n' ? i + 2 : i + 1;
        }
        afterCr = true;
        return -1;
    }

    /** JSON strings contain no line breaks. */
    @Override
    public boolean inQuotes() {
        return false;
    }

    /** The parser reports it. */
    @Override
    public boolean takeNul() {
        return false;
    }

    @Override
    public int state() {
        return afterCr ? 1 : 0;
    }

    @Override
    public void restore(int stored) {
        if (stored != 0 && stored != 1) {
            throw new IllegalArgumentException("expected the state of a scanner, found " + stored);
        }
        afterCr = stored == 1;
    }

    @Override
    public int takeLineBreaks() {
        int breaks = lineBreaks;
        lineBreaks = 0;
        return breaks;
    }
}
