package dev.sluice.benchmarks.chaos;

/** Is told of each file that Sluice has taken over. */
interface Accepted {
    void accepted(String fileId, ChaosFile file);

    /** A file was written in a transaction that was aborted: there is none of that id. */
    void aborted(String fileId);
}
