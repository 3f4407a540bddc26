package dev.sluice.chaos.workload;

/** What a thread of the rig does again and again. */
public interface Task {
    void round() throws InterruptedException;

    /** When there will be no more rounds. */
    default void end() {}
}
