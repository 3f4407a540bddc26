package dev.sluice.access.settings;

/** The key that services send each other. */
public final class InternalKey {
    /** The header that has it. */
    public static final String HEADER = "x-internal-key";

    private InternalKey() {}
}
