package dev.sluice.benchmarks.chaos;

/** Is told of each file that Sluice has taken over. */
interface Accepted {
    /** Sluice knows the file, and has said so. */
    void accepted(String fileId, ChaosFile file);

    /** A record that is a file stands in the log. Sluice knows nothing of it before it is split. */
    void stored(String fileId, ChaosFile file);

    /** A file was written in a transaction that was aborted: there is none of that id. */
    void aborted(String fileId);
}
