package dev.sluice.runtime.log;

/**
 * Escapes text for a log line: file names, headers and cells from clients may contain line breaks, terminal escape
 * sequences, and marks that change the text direction.
 */
final class SafeText {
    private SafeText() {}

    /** Replaces each such character by an escape sequence. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isUnsafe(c)) {
                out.append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isUnsafe(char c) {
        if (c < 0x7F) {
            return c < 0x20;
        }
        if (c < 0xA0) {
            return true;
        }
        // Direction marks, line and paragraph separators, and invisible characters that split words.
        return c == 0x061C
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0xFEFF
                || (c >= 0xFFF9 && c <= 0xFFFB);
    }
}
