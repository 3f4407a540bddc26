package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.CellReader;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.text.Blanks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scans the JSON of a row in one pass. Optimised code, as it processes each byte of each row; {@code RowBenchmark.read}
 * measures it.
 *
 * <p>It supports a subset of JSON: no white space, no escapes, no nulls, no very long numbers. On anything else it
 * returns a failure, at an undefined position: the caller then uses the general reader, which supports all of JSON and
 * creates the error messages. What it accepts it must read exactly like the general reader.
 */
final class JsonRowScanner {
    /** The value of {@link #whole} for "no number". */
    public static final long NONE = Long.MIN_VALUE;

    private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
    private static final byte[] FALSE = "false".getBytes(ISO_8859_1);

    /** Such numbers fit into 64 bits. */
    private static final int MAX_WHOLE_DIGITS = 18;

    private static final int MAX_NUMBER_LENGTH = 64;
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = {};
    private int at;
    private int tokenStart;
    private int tokenEnd;
    private boolean ascii;

    public void start(byte[] row) {
        bytes = row;
        at = 0;
    }

    public int position() {
        return at;
    }

    /** Skips a literal if it comes next. */
    public boolean take(byte[] literal) {
        int end = at + literal.length;
        if (end <= bytes.length && Arrays.equals(bytes, at, end, literal, 0, literal.length)) {
            at = end;
            return true;
        }
        return false;
    }

    public boolean take(char c) {
        if (at < bytes.length && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    public boolean atEnd() {
        return at == bytes.length;
    }

    /** A non-negative whole number, or {@link #NONE}. */
    public long whole() {
        int start = at;
        long number = 0;
        while (isDigitNext()) {
            number = number * 10 + (bytes[at++] - '0');
        }
        int digits = at - start;
        boolean leadingZero = digits > 1 && bytes[start] == '0';
        return digits == 0 || digits > MAX_WHOLE_DIGITS || leadingZero ? NONE : number;
    }

    /** Whether a number comes next, which becomes the token. */
    public boolean number() {
        int start = at;
        if (!skipNumber()) {
            return false;
        }
        token(start, at, true);
        return at - start <= MAX_NUMBER_LENGTH;
    }

    /** Whether an array of numbers comes next; the content of its brackets becomes the token. */
    public boolean numbers() {
        if (!take('[')) {
            return false;
        }
        int start = at;
        if (!take(']')) {
            do {
                if (!skipNumber()) {
                    return false;
                }
            } while (take(','));
            if (!take(']')) {
                return false;
            }
        }
        token(start, at - 1, true);
        return true;
    }

    /** Whether {@code true} or {@code false} comes next, which becomes the token. */
    boolean truth() {
        int start = at;
        if (!take(TRUE) && !take(FALSE)) {
            return false;
        }
        token(start, at, true);
        return true;
    }

    /** Whether a text without escapes comes next; the content of its quotes becomes the token. */
    public boolean text() {
        if (!take('"')) {
            return false;
        }
        int start = at;
        boolean onlyAscii = true;
        while (at < bytes.length && bytes[at] != '"') {
            byte b = bytes[at++];
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return false;
            }
            onlyAscii &= b >= 0;
        }
        token(start, at, onlyAscii);
        return take('"');
    }

    /** The token as text, or null if it isn't UTF-8. */
    @Nullable
    public String token() {
        String text = new String(bytes, tokenStart, tokenEnd - tokenStart, ascii ? ISO_8859_1 : UTF_8);
        // Invalid UTF-8 is decoded to that character too.
        return !ascii && text.indexOf(REPLACEMENT) >= 0 ? null : text;
    }

    /** The field's value of the token, or null if it violates a rule or isn't UTF-8. */
    @Nullable
    public Object value(Field field, CellReader cells) {
        boolean likeACell = ascii && tokenStart < tokenEnd && bytes[tokenStart] != ' ' && bytes[tokenEnd - 1] != ' ';
        if (likeACell) {
            return cells.read(bytes, tokenStart, tokenEnd);
        }
        String text = token();
        return text == null ? null : field.parse(Blanks.strip(text));
    }

    private void token(int start, int end, boolean onlyAscii) {
        tokenStart = start;
        tokenEnd = end;
        ascii = onlyAscii;
    }

    private boolean skipNumber() {
        take('-');
        int digits = at;
        if (!skipDigits() || (bytes[digits] == '0' && at - digits > 1)) {
            return false;
        }
        if (take('.') && !skipDigits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            return skipDigits();
        }
        return true;
    }

    private boolean skipDigits() {
        int start = at;
        while (isDigitNext()) {
            at++;
        }
        return at > start;
    }

    private boolean isDigitNext() {
        return at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9';
    }
}
