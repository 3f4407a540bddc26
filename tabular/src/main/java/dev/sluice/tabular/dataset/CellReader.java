package dev.sluice.tabular.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.text.Blanks;
import org.jspecify.annotations.Nullable;

/**
 * Reads a field's cells from bytes, with the same results as {@link Field#parse}. Caches a bounded number of values.
 * Not thread-safe.
 */
public final class CellReader {
    private final Field field;
    private final CellFastPath common;
    /** ASCII cells up to this length may be missing values; the common ones are ASCII. */
    private final int maxMissing;

    CellReader(Field field, CellFastPath common, int maxMissing) {
        this.field = field;
        this.common = common;
        this.maxMissing = maxMissing;
    }

    /**
     * The value of the cell {@code text[from, to)}, {@link Field#MISSING}, or null if the cell violates a rule.
     *
     * @param text UTF-8
     * @param to the index after the cell's last byte
     */
    public @Nullable Object read(byte[] text, int from, int to) {
        boolean usual = to > from && to - from > maxMissing && text[from] != ' ' && text[to - 1] != ' ';
        Object value = usual ? common.read(text, from, to) : null;
        if (value == null) {
            return field.parse(Blanks.strip(new String(text, from, to - from, UTF_8)));
        }
        return field.keepsConstraints(value) ? value : null;
    }
}
