package dev.sluice.tabular.fast;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Reads texts of printable ASCII from bytes. Optimised code: caches texts, as many rows belong to few series, and then
 * allocates nothing. Not thread-safe; see {@code RowBenchmark}.
 */
public final class AsciiCells implements CellFastPath {
    /** Longer texts hardly ever recur. */
    private static final int MAX_KEPT_LENGTH = 64;

    private static final int MIN_KEPT = 16;
    private static final int MAX_KEPT = 1024;
    private static final int BYTES_PER_CELL = 32;

    /** By hash; on a collision the later text replaces the earlier one. */
    private final @Nullable String[] kept;

    /** @param textBytes the length of the text that contains the cells; few rows need only a small cache */
    public AsciiCells(int textBytes) {
        int cells = Math.min(Math.max(textBytes / BYTES_PER_CELL, MIN_KEPT), MAX_KEPT);
        kept = new String[Integer.highestOneBit(cells)];
    }

    @Override
    public @Nullable Object read(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b < ' ' || b == 0x7F) {
                return null;
            }
            hash = hash * 31 + b;
        }
        if (to - from > MAX_KEPT_LENGTH) {
            return new String(text, from, to - from, ISO_8859_1);
        }
        int place = (hash ^ hash >>> 15) & (kept.length - 1);
        String found = kept[place];
        if (found != null && isSame(found, text, from, to)) {
            return found;
        }
        String cell = new String(text, from, to - from, ISO_8859_1);
        kept[place] = cell;
        return cell;
    }

    private static boolean isSame(String kept, byte[] text, int from, int to) {
        if (kept.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (kept.charAt(i - from) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
