package dev.sluice.aggregator;

import dev.sluice.schemas.message.ValidRow;

/** Which books a row is entered in. */
enum Origin {
    /** A row of a numbered chunk, counted against the splitter's events. */
    CHUNK((byte) 0),
    /** A row of an open stream, which nobody counts but us, and its producer if it closes the stream. */
    STREAM((byte) 1);

    private final byte code;

    Origin(byte code) {
        this.code = code;
    }

    /** What it is in stores and on the wire. */
    byte code() {
        return code;
    }

    static Origin of(ValidRow row) {
        return row.chunk() == null ? STREAM : CHUNK;
    }

    /** @throws IllegalArgumentException for a code of none */
    static Origin of(byte code) {
        if (code == CHUNK.code) {
            return CHUNK;
        }
        if (code == STREAM.code) {
            return STREAM;
        }
        throw new IllegalArgumentException("expected the code of an origin, 0 or 1, found " + code);
    }
}
