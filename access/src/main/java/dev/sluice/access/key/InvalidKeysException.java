package dev.sluice.access.key;

/** A keys file that can't be used. The message has the line and the reason, and no text of the file. */
public final class InvalidKeysException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidKeysException(String reason) {
        super(reason);
    }

    InvalidKeysException(int line, String reason) {
        super("line " + line + ": " + reason);
    }
}
