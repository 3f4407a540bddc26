package dev.sluice.cli.output;

/**
 * Makes text of others safe for a terminal: a sensor id may contain line breaks, escape sequences, and characters that
 * show what follows from right to left.
 */
public final class Printable {
    private Printable() {}

    /** The text with its control characters escaped, visibly truncated to a number of characters. */
    public static String cut(String text, int max) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && out.length() <= max; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> append(out, c);
            }
        }
        return out.length() <= max ? out.toString() : out.substring(0, max - 1) + "…";
    }

    private static void append(StringBuilder out, char c) {
        if (Character.isISOControl(c) || isDirection(c)) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    /** Whether the character embeds, overrides or isolates a direction of writing. */
    private static boolean isDirection(char c) {
        return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}
