package dev.sluice.fuzz.stage;

/** A promise that an input broke. */
public final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Finding(String promise) {
        super(promise);
    }

    public Finding(String promise, Throwable cause) {
        super(promise, cause);
    }
}
