package dev.sluice.aggregator.file;

import dev.sluice.schemas.message.InvalidRow;
import java.util.Comparator;

/**
 * Where an invalid row stands among those of its file: in the file's order, those of one line in the order they came, and
 * those of an open stream altogether in the order they came.
 *
 * @param arrival how many of the file's invalid rows had come with it
 */
public record RejectPosition(long chunk, long line, long arrival) implements Comparable<RejectPosition> {
    private static final Comparator<RejectPosition> IN_FILE_ORDER = Comparator.comparingLong(RejectPosition::chunk)
            .thenComparingLong(RejectPosition::line)
            .thenComparingLong(RejectPosition::arrival);

    public static RejectPosition of(InvalidRow row, long arrival) {
        Long chunk = row.chunk();
        return chunk == null ? new RejectPosition(0, 0, arrival) : new RejectPosition(chunk, row.line(), arrival);
    }

    @Override
    public int compareTo(RejectPosition other) {
        return IN_FILE_ORDER.compare(this, other);
    }
}
