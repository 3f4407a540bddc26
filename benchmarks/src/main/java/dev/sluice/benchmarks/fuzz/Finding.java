package dev.sluice.benchmarks.fuzz;

/** A promise that an input broke. */
public final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Finding(String promise) {
        super(promise);
    }

    Finding(String promise, Throwable cause) {
        super(promise, cause);
    }
}
