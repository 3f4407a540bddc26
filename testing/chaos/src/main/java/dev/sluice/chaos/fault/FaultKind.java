package dev.sluice.chaos.fault;

/** What is done to a process. */
public enum FaultKind {
    /** {@code kill -9}, and started again. */
    KILL("killed"),
    /** The same, and its state directory is gone when it starts. */
    KILL_AND_WIPE("killed and wiped"),
    /** {@code SIGSTOP}, and later {@code SIGCONT}: it doesn't know that time has passed. */
    PAUSE("paused"),
    /** All brokers killed at once, and started again. */
    KILL_ALL("all killed"),
    /** No packet from it or to it arrives. */
    CUT_OFF("cut off from the network"),
    /** What it sends to the brokers is lost; everything else can still reach it, and it everything else. */
    CUT_FROM_BROKERS("cut off from the brokers alone"),
    /** What it sends to other services is lost; it reaches the brokers. */
    CUT_FROM_SERVICES("cut off from the other services alone"),
    /** No byte more can be written where it keeps its state. */
    FILL_DISK("disk filled");

    private final String inWords;

    FaultKind(String inWords) {
        this.inWords = inWords;
    }

    String inWords() {
        return inWords;
    }

    /** Whether it takes a network that can be parted. */
    public boolean parts() {
        return this == CUT_OFF || this == CUT_FROM_BROKERS || this == CUT_FROM_SERVICES;
    }

    public boolean kills() {
        return this == KILL || this == KILL_AND_WIPE || this == KILL_ALL;
    }
}
