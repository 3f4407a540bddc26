package dev.sluice.tabular.text;

/**
 * What Sluice takes for blank: characters that show nothing, which must never tell two values apart. These are Unicode's
 * white space (no-break spaces too), the byte order mark, the zero-width space, the word joiner and the marks of direction.
 *
 * <p>The one rule for cells, names of columns and strings in JSON: at both ends all of them are taken off ({@link #strip}).
 * Inside a text of the type string ({@link #visible}) each white space other than a line's or page's end or a tab is one
 * plain space, and what has no width is taken out.
 */
public final class Blanks {
    private Blanks() {}

    /** The text without blanks at its ends; itself where there are none. */
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

    /** The text with plain spaces for all others, and without what has no width; itself where there is nothing of both. */
    public static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' && isBlank(c)) {
                return rewritten(text);
            }
        }
        return text;
    }

    /** Whether it shows nothing. All that don't are one UTF-16 unit. */
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
