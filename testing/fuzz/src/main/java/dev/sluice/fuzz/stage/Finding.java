package dev.sluice.fuzz.stage;

/** A guarantee that an input violated. */
public final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Finding(String promise) {
        super(promise);
    }

    public Finding(String promise, Throwable cause) {
        super(promise, cause);
    }
}
