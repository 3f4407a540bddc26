package dev.sluice.standalone;

import java.io.IOException;
import java.nio.file.Path;

/** A data directory can't be used. The message is for the user. */
public final class DataDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DataDirectoryException(String message) {
        super(message);
    }

    private DataDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }

    static DataDirectoryException inUse(Path directory) {
        return new DataDirectoryException("the data directory " + directory + " is in use by another running Sluice");
    }

    static DataDirectoryException unusable(Path directory, IOException why) {
        return new DataDirectoryException("the data directory " + directory + " can't be used: " + why, why);
    }
}
