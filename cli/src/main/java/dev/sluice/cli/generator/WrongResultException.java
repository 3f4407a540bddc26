package dev.sluice.cli.generator;

/** Sluice computed something wrong: no figure of the run counts. */
public final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of a file, what of it is wrong, and how. */
    public WrongResultException(String fileId, String what, String expected, String found) {
        super("wrong result of file " + fileId + ": " + what + " is to be " + expected + ", but is " + found);
    }
}
