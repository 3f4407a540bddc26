package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;

/** Whether a row belongs to a numbered chunk or to an open stream; the two are reconciled separately. */
public enum RowOrigin {
    /** A row of a numbered chunk, reconciled with the splitter's events. */
    CHUNK((byte) 0),
    /** A row of an open stream; only its producer's count, given when it closes the stream, can be compared. */
    STREAM((byte) 1);

    private final byte code;

    RowOrigin(byte code) {
        this.code = code;
    }

    /** The code in stores and messages. */
    byte code() {
        return code;
    }

    public static RowOrigin of(ValidRow row) {
        return row.chunk() == null ? STREAM : CHUNK;
    }

    /**
     * The origin with a code.
     *
     * @throws IllegalArgumentException for an unknown code
     */
    public static RowOrigin of(byte code) {
        if (code == CHUNK.code) {
            return CHUNK;
        }
        if (code == STREAM.code) {
            return STREAM;
        }
        throw new IllegalArgumentException("expected the code of an origin, 0 or 1, found " + code);
    }
}
