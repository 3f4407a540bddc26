package dev.sluice.tabular.text;

/** Formats found texts for messages. */
public final class FoundText {
    private static final int MAX_CHARS = 64;

    private FoundText() {}

    /** Quoted, and truncated if it is too long. An unpaired surrogate, which UTF-8 can't represent, becomes U+FFFD. */
    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        boolean whole = text.length() <= MAX_CHARS;
        int end = whole ? text.length() : MAX_CHARS - 1;
        for (int i = 0; i < end; ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (i <= end) {
                shown.appendCodePoint(isHalf(character) ? '\uFFFD' : character);
            }
        }
        return shown.append(whole ? "\"" : "…\"").toString();
    }

    /** A cell without a value. */
    public static String noValue(String cell) {
        if (cell.isEmpty()) {
            return "an empty cell";
        }
        return cell.isBlank() ? "only white space" : quoted(cell) + ", which means no value";
    }

    /** Whether the text has an unpaired surrogate, which JSON can escape but UTF-8 can't represent. */
    public static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i++)) == 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
