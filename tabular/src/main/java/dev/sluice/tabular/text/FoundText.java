package dev.sluice.tabular.text;

/** How messages show a text that was found. */
public final class FoundText {
    private static final int MAX_CHARS = 64;

    private FoundText() {}

    /** In quotes, and cut where it is too long. Half a surrogate pair, which UTF-8 can't hold, becomes U+FFFD. */
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

    /** A cell in which there is no value. */
    public static String noValue(String cell) {
        if (cell.isEmpty()) {
            return "an empty cell";
        }
        return cell.isBlank() ? "nothing but white space" : quoted(cell) + ", which stands for none";
    }

    /** JSON can escape half a surrogate pair, which UTF-8, and so every key and every answer, can't hold. */
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
