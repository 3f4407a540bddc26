package dev.sluice.chaos.workload;

/** Is told of each file that Sluice has taken over. */
public interface Accepted {
    /** Sluice knows the file, and has said so. */
    void accepted(String fileId, ChaosFile file);

    /** A record that is a file stands in the log. Sluice knows nothing of it before it is split. */
    void stored(String fileId, ChaosFile file);

    /** An open stream, whose name is its id, was written and closed. */
    void streamed(ChaosFile file);

    /** Whether the file was seen to be deleted. */
    boolean isDeleted(String fileId);

    /** A file was written in a transaction that was aborted: there is none of that id. */
    void aborted(String fileId);
}
