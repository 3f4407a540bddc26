package dev.sluice.aggregator.store;

/** Thrown if an entry of the store can't be read, as it was written incorrectly. Only its file is affected. */
public final class UnreadableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEntryException(String fileId, String what, Throwable cause) {
        super("the " + what + " that the aggregator keeps of the file " + fileId + " can't be read: " + cause, cause);
    }
}
