package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Comparator;

/**
 * The position of a row in its file. All rows of an open stream have the same position: they are ordered by arrival.
 */
record RowPosition(long chunk, long line) implements Comparable<RowPosition> {
    /** The maximum size of the output of {@link #writeTo}. */
    static final int MAX_BYTES = 22;

    private static final int CHUNK = 1;
    private static final int LINE = 2;

    private static final RowPosition IN_STREAM = new RowPosition(0, 0);
    private static final Comparator<RowPosition> IN_FILE_ORDER =
            Comparator.comparingLong(RowPosition::chunk).thenComparingLong(RowPosition::line);

    RowPosition {
        if (chunk < 0 || line < 0) {
            throw new IllegalArgumentException(
                    "expected a chunk and a line of at least 0, found " + chunk + " and " + line);
        }
    }

    static RowPosition of(ValidRow row) {
        Long chunk = row.chunk();
        if (chunk == null) {
            return IN_STREAM;
        }
        return new RowPosition(chunk, row.line() == null ? 0 : row.line());
    }

    @Override
    public int compareTo(RowPosition other) {
        return IN_FILE_ORDER.compare(this, other);
    }

    void writeTo(WireWriter out) {
        out.number(CHUNK, chunk).number(LINE, line);
    }

    static RowPosition readFrom(WireReader in) {
        return new RowPosition(in.number(CHUNK), in.number(LINE));
    }
}
