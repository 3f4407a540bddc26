package dev.sluice.gateway.claim;

import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt may end its file.
 *
 * @param first the file whose claim stands in the way, or null if the claim is granted
 */
record Decision(Verdict verdict, @Nullable String first) {
    static final Decision GRANTED = new Decision(Verdict.GRANTED, null);

    enum Verdict {
        GRANTED,
        /** The same key for the same content. */
        REPEAT,
        /** The same key for other content. */
        CONFLICT,
        /** The same content, and the attempt refuses duplicates. */
        DUPLICATE
    }
}
