package dev.sluice.gateway.csv;

/** Skips the blank lines (only ASCII spaces and tabs) at the beginning of a text, and counts them. */
final class BlankLines {
    private long lines;
    private boolean afterCr;

    /**
     * Continues with the next part of the text.
     *
     * @param text from where the last call stopped
     * @return the number of bytes in blank lines, line endings included; 0 if the text begins with a line that has
     *     content, or with a line without an ending
     */
    int skip(byte[] text, int length) {
        int lineStart = 0;
        for (int i = 0; i < length; i++) {
            byte b = text[i];
            if (b == '\n' && afterCr) {
                // The second half of a CRLF that is counted already.
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

    /** The number of blank lines skipped so far. */
    long lines() {
        return lines;
    }
}
