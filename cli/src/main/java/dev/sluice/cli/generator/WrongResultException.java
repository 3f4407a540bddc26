package dev.sluice.cli.generator;

/** Sluice computed a wrong result: no figure of the run counts. */
public final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** For a file, what is wrong, and how. */
    public WrongResultException(String fileId, String what, String expected, String found) {
        super("wrong result of file " + fileId + ": " + what + " is to be " + expected + ", but is " + found);
    }
}
