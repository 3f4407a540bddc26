package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;

/** Whether a row belongs to a numbered chunk or to an open stream; the two are reconciled separately. */
public enum RowOrigin {
    /** A row of a numbered chunk, reconciled with the splitter's events. */
    CHUNK(0),
    /** A row of an open stream; only its producer's count, given when it closes the stream, can be compared. */
    STREAM(1);

    private final int code;

    RowOrigin(int code) {
        this.code = code;
    }

    /** Returns the code of this origin in {@code aggregator-deltas}. */
    int code() {
        return code;
    }

    public static RowOrigin of(ValidRow row) {
        return row.chunk() == null ? STREAM : CHUNK;
    }

    /**
     * Returns the origin with this code.
     *
     * @throws IllegalArgumentException for an unknown code
     */
    static RowOrigin of(long code) {
        if (code == CHUNK.code) {
            return CHUNK;
        }
        if (code == STREAM.code) {
            return STREAM;
        }
        throw new IllegalArgumentException("expected the code of an origin, 0 or 1, found " + code);
    }
}
