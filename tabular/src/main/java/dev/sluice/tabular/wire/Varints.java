package dev.sluice.tabular.wire;

/** The wire types of fields, and the constants of tags and varints. */
final class Varints {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    /** The number of bits of the wire type in a tag. The bits above are the field number. */
    static final int TYPE_BITS = 3;

    static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    /** The maximum size of a varint: 64 bits, 7 in each byte. */
    static final int MAX_BYTES = 10;

    private Varints() {}

    /** Returns the size of a number as a varint. */
    static int bytes(long number) {
        int bytes = 1;
        for (long rest = number >>> 7; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }
}
