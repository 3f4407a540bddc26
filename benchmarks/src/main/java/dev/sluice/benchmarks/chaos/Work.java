package dev.sluice.benchmarks.chaos;

/** What a thread of the rig does again and again. */
interface Work {
    void round() throws InterruptedException;

    /** When there will be no more rounds. */
    default void end() {}
}
