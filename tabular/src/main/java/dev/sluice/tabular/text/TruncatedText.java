package dev.sluice.tabular.text;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A text that may have been cut because it was too long, never in the middle of a character.
 *
 * @param truncated whether something is missing at its end
 */
public record TruncatedText(String text, boolean truncated) {

    /**
     * The beginning of some UTF-8; what isn't UTF-8 in it is replaced by U+FFFD.
     *
     * @param maxBytes how much of it is kept, at most
     */
    public static TruncatedText ofUtf8(byte[] bytes, int from, int to, int maxBytes) {
        if (to - from <= maxBytes) {
            return new TruncatedText(new String(bytes, from, to - from, UTF_8), false);
        }
        int end = from + maxBytes;
        // A character has at most three bytes after its first; more of them in a row are no UTF-8 and may be cut.
        for (int back = 0; back < 3 && end > from && isContinuation(bytes[end]); back++) {
            end--;
        }
        end = isContinuation(bytes[end]) ? from + maxBytes : end;
        return new TruncatedText(new String(bytes, from, end - from, UTF_8), true);
    }

    /** The first characters of a text, with an ellipsis where some are missing. */
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
