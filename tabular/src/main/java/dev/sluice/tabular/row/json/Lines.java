package dev.sluice.tabular.row.json;

/** Physical lines of UTF-8, ended by LF, CR or CRLF. JSON strings contain none of these. */
final class Lines {
    private Lines() {}

    /** The index after the line's last byte, excluding its ending. */
    static int end(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n' && text[at] != '\r') {
            at++;
        }
        return at;
    }

    /** The index of the next line's first byte. */
    static int next(byte[] text, int end) {
        boolean isCrLf = end + 1 < text.length && text[end] == '\r' && text[end + 1] == '\n';
        return Math.min(end + (isCrLf ? 2 : 1), text.length);
    }

    /** Whether the range contains only JSON white space. */
    static boolean isBlank(byte[] text, int from, int to) {
        return firstNonBlank(text, from, to) == to;
    }

    /** The index of the first byte that is no white space, or {@code to}. */
    static int firstNonBlank(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
        return at;
    }
}
