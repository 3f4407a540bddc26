package dev.sluice.aggregator.store;

/** An entry of the store can't be read: it was written by a fault. It concerns its file alone. */
public final class UnreadableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEntryException(String fileId, String what, Throwable cause) {
        super("the " + what + " that the aggregator keeps of the file " + fileId + " can't be read: " + cause, cause);
    }
}
