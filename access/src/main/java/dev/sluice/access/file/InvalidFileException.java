package dev.sluice.access.file;

/** A file of access control that can't be used. The message has the line and the reason, and no text of the file. */
public final class InvalidFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidFileException(String reason) {
        super(reason);
    }

    public InvalidFileException(int line, String reason) {
        super("line " + line + ": " + reason);
    }
}
