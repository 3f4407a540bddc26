package dev.sluice.benchmarks.chaos;

/** Is told of each file that Sluice has taken over. */
interface Accepted {
    void accepted(String fileId, ChaosFile file);
}
