package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.CellReader;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.text.Blanks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks once over the bytes of a row's JSON. Fast and ugly, as it sees each byte of each row: {@code RowBenchmark.read} is
 * its benchmark.
 *
 * <p>It knows only a part of JSON: no white space, no escapes, no nulls, no very long numbers. Whatever else it meets, it
 * says so and may then stand anywhere: the caller leaves the row to the general reader, which knows all of JSON, and so
 * it needs no messages of its own. What it does take, it must take for exactly what the general reader would.
 */
final class JsonRowScanner {
    /** What {@link #whole} says instead of a number. */
    public static final long NONE = Long.MIN_VALUE;

    private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
    private static final byte[] FALSE = "false".getBytes(ISO_8859_1);

    /** They all fit 64 bits. */
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

    /** Goes on behind the literal, if that is what comes next. */
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

    /** A whole number that isn't negative, or {@link #NONE}. */
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

    /** Whether a number comes next: it is the token then. */
    public boolean number() {
        int start = at;
        if (!skipNumber()) {
            return false;
        }
        token(start, at, true);
        return at - start <= MAX_NUMBER_LENGTH;
    }

    /** Whether an array of numbers comes next: what stands in its brackets is the token then. */
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

    /** Whether {@code true} or {@code false} comes next: it is the token then. */
    boolean truth() {
        int start = at;
        if (!take(TRUE) && !take(FALSE)) {
            return false;
        }
        token(start, at, true);
        return true;
    }

    /** Whether a text none of whose characters is escaped comes next: what stands in its quotes is the token then. */
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

    /** The token as a text, or null where it isn't UTF-8. */
    @Nullable
    public String token() {
        String text = new String(bytes, tokenStart, tokenEnd - tokenStart, ascii ? ISO_8859_1 : UTF_8);
        // What isn't UTF-8 becomes that character too.
        return !ascii && text.indexOf(REPLACEMENT) >= 0 ? null : text;
    }

    /** What the field makes of the token, or null where that breaks a rule or isn't UTF-8. */
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
