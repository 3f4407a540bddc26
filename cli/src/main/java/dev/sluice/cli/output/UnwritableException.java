package dev.sluice.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A requested file can't be written. The message is for the user. */
public final class UnwritableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnwritableException(Path file, IOException cause) {
        super("can't write " + file + ": " + why(cause), cause);
    }

    private static String why(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "its directory doesn't exist";
        }
        return cause instanceof AccessDeniedException ? "permission denied" : String.valueOf(cause.getMessage());
    }
}
