package dev.sluice.objects.chunk;

/** A file's chunks can't be read. The message says why. */
public final class ChunksException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** The retention of {@code raw-chunks} is over, for some of them at least. They don't come back. */
        GONE,
        /** They aren't all where the file's ranges say. */
        INCOMPLETE,
        /** The brokers don't answer. Another attempt may succeed. */
        UNAVAILABLE
    }

    ChunksException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
