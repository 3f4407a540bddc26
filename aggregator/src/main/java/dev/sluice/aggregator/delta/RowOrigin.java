package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;

/** Which books a row is entered in. */
public enum RowOrigin {
    /** A row of a numbered chunk, counted against the splitter's events. */
    CHUNK((byte) 0),
    /** A row of an open stream, which nobody counts but us, and its producer if it closes the stream. */
    STREAM((byte) 1);

    private final byte code;

    RowOrigin(byte code) {
        this.code = code;
    }

    /** What it is in stores and on the wire. */
    byte code() {
        return code;
    }

    public static RowOrigin of(ValidRow row) {
        return row.chunk() == null ? STREAM : CHUNK;
    }

    /**
     * The origin that is written as that code.
     *
     * @throws IllegalArgumentException for a code of none
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
