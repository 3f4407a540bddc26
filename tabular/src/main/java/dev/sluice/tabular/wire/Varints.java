package dev.sluice.tabular.wire;

/** The types of fields, and what both sides know of variable-length integers. */
final class Varints {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    /** Of the number of a field in its tag, above the type. */
    static final int TYPE_BITS = 3;

    static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    /** The longest varint: 64 bits, 7 in a byte. */
    static final int MAX_BYTES = 10;

    private Varints() {}

    static int bytes(int length) {
        int bytes = 1;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }
}
