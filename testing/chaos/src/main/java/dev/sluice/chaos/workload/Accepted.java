package dev.sluice.chaos.workload;

/** Is notified of each file that Sluice has accepted. */
public interface Accepted {
    /** Sluice has acknowledged the file. */
    void accepted(String fileId, ChaosFile file);

    /** A record that is a whole file was acknowledged by the broker. Sluice doesn't know it before it is split. */
    void stored(String fileId, ChaosFile file);

    /** An open stream, whose name is its id, was written and closed. */
    void streamed(ChaosFile file);

    /** Whether the file was seen to be deleted. */
    boolean isDeleted(String fileId);

    /** A file was written in a transaction that was aborted: it doesn't exist. */
    void aborted(String fileId);
}
