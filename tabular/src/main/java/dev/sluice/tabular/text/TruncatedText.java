package dev.sluice.tabular.text;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A text that may be truncated, never in the middle of a character.
 *
 * @param truncated whether its end is missing
 */
public record TruncatedText(String text, boolean truncated) {

    /**
     * The beginning of a UTF-8 text; invalid bytes are replaced by U+FFFD.
     *
     * @param maxBytes the maximum size that is kept
     */
    public static TruncatedText ofUtf8(byte[] bytes, int from, int to, int maxBytes) {
        if (to - from <= maxBytes) {
            return new TruncatedText(new String(bytes, from, to - from, UTF_8), false);
        }
        int end = from + maxBytes;
        // A character has at most three bytes after its first; more of them in a row are invalid and may be cut
        // anywhere.
        for (int back = 0; back < 3 && end > from && isContinuation(bytes[end]); back++) {
            end--;
        }
        end = isContinuation(bytes[end]) ? from + maxBytes : end;
        return new TruncatedText(new String(bytes, from, end - from, UTF_8), true);
    }

    /** The first characters of a text, with an ellipsis if some are cut off. */
    public static String ofChars(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
        return text.substring(0, end) + '…';
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
