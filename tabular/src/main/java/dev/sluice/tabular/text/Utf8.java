package dev.sluice.tabular.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/** Validates and repairs UTF-8. */
public final class Utf8 {
    private Utf8() {}

    public static boolean isValid(byte[] text, int from, int to) {
        CharBuffer chars = CharBuffer.allocate(to - from);
        return !UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(text, from, to - from), chars, true)
                .isError();
    }

    /** A valid text of the same length: each invalid byte is replaced by a question mark. */
    public static byte[] repaired(byte[] text) {
        byte[] repaired = text.clone();
        ByteBuffer bytes = ByteBuffer.wrap(repaired);
        CharBuffer chars = CharBuffer.allocate(text.length);
        CharsetDecoder decoder = UTF_8.newDecoder();
        for (CoderResult result = decoder.decode(bytes, chars, true);
                result.isMalformed();
                result = decoder.decode(bytes, chars, true)) {
            int next = bytes.position() + result.length();
            Arrays.fill(repaired, bytes.position(), next, (byte) '?');
            bytes.position(next);
        }
        return repaired;
    }

    /** A text that UTF-8 can represent: an unpaired surrogate, which JSON can escape, becomes a question mark. */
    public static String encodable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }
}
