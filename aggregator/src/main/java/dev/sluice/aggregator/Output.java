package dev.sluice.aggregator;

/**
 * What a processor sends on, serialized.
 *
 * @param target where to
 */
record Output(Target target, byte[] value) {
    enum Target {
        /** A result, to {@code file-results}. */
        RESULT,
        /** A record as it came, to {@code dead-letters}. */
        DEAD_LETTER
    }
}
