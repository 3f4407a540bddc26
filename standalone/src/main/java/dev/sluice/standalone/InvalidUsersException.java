package dev.sluice.standalone;

/** The file with the broker's users can't be used. The message is for the user, and has no password in it. */
public final class InvalidUsersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidUsersException(String message) {
        super(message);
    }

    InvalidUsersException(String message, Throwable cause) {
        super(message, cause);
    }
}
