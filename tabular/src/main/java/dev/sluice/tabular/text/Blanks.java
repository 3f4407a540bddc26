package dev.sluice.tabular.text;

/**
 * The characters that Sluice treats as blank: invisible ones, which must never distinguish two values. These are
 * Unicode white space (no-break spaces too), the byte order mark, the zero-width space, the word joiner and the
 * direction marks.
 *
 * <p>The same rule applies to cells, column names and strings in JSON: blanks are removed at both ends ({@link
 * #strip}). Inside a text of the type string ({@link #visible}) each white space other than a line or page end or a tab
 * becomes a plain space, and zero-width characters are removed.
 */
public final class Blanks {
    private Blanks() {}

    /** The text without blanks at its ends; the same instance if it has none. */
    public static String strip(String text) {
        int to = text.length();
        if (to == 0 || (!isBlank(text.charAt(0)) && !isBlank(text.charAt(to - 1)))) {
            return text;
        }
        int from = 0;
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * The text with plain spaces instead of other white space, and without zero-width characters; the same instance if
     * nothing changes.
     */
    public static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' && isBlank(c)) {
                return rewritten(text);
            }
        }
        return text;
    }

    /** Whether the character is blank. All blanks are single UTF-16 units. */
    public static boolean isBlank(char c) {
        if (c <= '~') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return hasNoWidth(c) || c == '\u0085' || Character.isSpaceChar(c);
    }

    private static boolean hasNoWidth(char c) {
        return c == '\uFEFF' || c == '\u200B' || c == '\u2060' || c == '\u180E' || c == '\u200E' || c == '\u200F';
    }

    private static String rewritten(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '~' || !isBlank(c)) {
                visible.append(c);
            } else if (!hasNoWidth(c)) {
                visible.append(' ');
            }
        }
        return visible.toString();
    }
}
