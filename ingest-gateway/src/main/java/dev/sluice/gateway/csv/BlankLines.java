package dev.sluice.gateway.csv;

/** Steps over the blank lines (nothing but ASCII spaces and tabs) that a text begins with, and counts them. */
final class BlankLines {
    private long lines;
    private boolean afterCr;

    /**
     * Goes on with more of the text.
     *
     * @param text from where the last call stopped
     * @return how much of it is blank lines, their line endings included; 0 where a line with content begins, or one
     *     without an ending
     */
    int skip(byte[] text, int length) {
        int lineStart = 0;
        for (int i = 0; i < length; i++) {
            byte b = text[i];
            if (b == '\n' && afterCr) {
                // The other half of a line ending that is counted.
                lineStart = i + 1;
            } else if (b == '\n' || b == '\r') {
                lines++;
                lineStart = i + 1;
            } else if (b != ' ' && b != '\t') {
                return lineStart;
            }
            afterCr = b == '\r';
        }
        return lineStart;
    }

    /** How many there were so far. */
    long lines() {
        return lines;
    }
}
