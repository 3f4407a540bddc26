package dev.sluice.objects.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.objects.store.ObjectStoreException.Reason;

/** Which keys an object may have, in any store: what is a key of one is a key of the other, and none leaves its location. */
final class ObjectKeys {
    /** The maximum of S3. */
    private static final int MAX_BYTES = 1_024;
    /** The maximum of usual file systems. */
    private static final int MAX_PART_BYTES = 255;

    private ObjectKeys() {}

    /**
     * Checks a key.
     *
     * @throws ObjectStoreException with {@code INVALID}
     */
    static String require(String key) throws ObjectStoreException {
        requireLength(key);
        for (String part : key.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".")) {
                throw invalid("a key whose parts between / aren't empty and don't begin with a dot", key);
            }
            if (part.getBytes(UTF_8).length > MAX_PART_BYTES) {
                throw invalid("parts of a key of at most " + MAX_PART_BYTES + " bytes", key);
            }
        }
        if (key.chars().anyMatch(character -> character < ' ' || character == '\u007f')) {
            throw invalid("a key without control characters", key);
        }
        return key;
    }

    /**
     * Checks the length of a key, or of a name that has one.
     *
     * @throws ObjectStoreException with {@code INVALID}
     */
    static void requireLength(String name) throws ObjectStoreException {
        int bytes = name.getBytes(UTF_8).length;
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw invalid("a key of 1 to " + MAX_BYTES + " bytes", "one of " + bytes);
        }
    }

    private static ObjectStoreException invalid(String expected, String found) {
        return new ObjectStoreException(Reason.INVALID, "expected " + expected + ", found " + found, null);
    }
}
