package dev.sluice.aggregator.file;

import dev.sluice.schemas.message.InvalidRow;
import java.util.Comparator;

/**
 * The position of an invalid row among those of its file. Rows are in the order of the file, and rows of the same line
 * in the order of arrival. All rows of an open stream are in the order of arrival.
 *
 * @param arrival the number of the file's invalid rows that were counted so far, including this one
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
