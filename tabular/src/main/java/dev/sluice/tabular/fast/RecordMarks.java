package dev.sluice.tabular.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the bytes that may mean something to a record, whatever its delimiter: LF, CR, quote and NUL. All of them are
 * small, and hardly any text is, so eight bytes at a time are asked whether one of them is small.
 */
public final class RecordMarks {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    /** The quote is the largest of them. What is below it and no mark, such as a space, costs a second look. */
    private static final long BEYOND = ('"' + 1) * 0x0101_0101_0101_0101L;

    private RecordMarks() {}

    /** The index of the first one in {@code bytes[from, to)}, or {@code to}. */
    public static int next(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            // The highest bit of each byte below the bound. A borrow may set it in a byte behind the first such, never
            // before it.
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
