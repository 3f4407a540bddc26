package dev.sluice.aggregator.file;

import dev.sluice.aggregator.store.codec.StoreValue;
import org.jspecify.annotations.Nullable;

/**
 * Which of a file's invalid rows are kept: the first so many.
 *
 * @param count how many records
 * @param rows as how many invalid rows they count
 * @param last where the last of them stands, or null where none is kept
 */
public record RejectsKept(long count, long rows, @Nullable RejectPosition last) {
    static final RejectsKept NONE = new RejectsKept(0, 0, null);

    void writeTo(StoreValue out) {
        out.number(count).number(rows).flag(last != null);
        if (last != null) {
            out.number(last.chunk()).number(last.line()).number(last.arrival());
        }
    }

    static RejectsKept readFrom(StoreValue.Reader in) {
        return new RejectsKept(
                in.number(), in.number(), in.flag() ? new RejectPosition(in.number(), in.number(), in.number()) : null);
    }
}
