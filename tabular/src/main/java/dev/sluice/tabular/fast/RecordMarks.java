package dev.sluice.tabular.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the bytes that may be significant in a record, whatever its delimiter: LF, CR, quote and NUL. All of them have
 * small values, which are rare in text, so eight bytes at a time are tested for a small one.
 */
public final class RecordMarks {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    /**
     * The quote has the largest value of them. A smaller byte that is no mark, such as a space, costs a second check.
     */
    private static final long BEYOND = ('"' + 1) * 0x0101_0101_0101_0101L;

    private RecordMarks() {}

    /** The index of the first mark in {@code bytes[from, to)}, or {@code to}. */
    public static int next(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            // The highest bit of each byte below the bound. A borrow may also set it in a later byte, but never in an
            // earlier one.
            long small = (word - BEYOND) & ~word & HIGHEST_BITS;
            if (small == 0) {
                i += Long.BYTES;
                continue;
            }
            i += Long.numberOfTrailingZeros(small) / Byte.SIZE;
            if (isMark(bytes[i])) {
                return i;
            }
            i++;
        }
        while (i < to && !isMark(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isMark(byte b) {
        return b == '\n' || b == '"' || b == '\r' || b == 0;
    }
}
