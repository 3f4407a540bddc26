package dev.sluice.chaos.fault;

/** The kinds of faults. */
public enum FaultKind {
    /** {@code kill -9}, then a restart. */
    KILL("killed"),
    /** Likewise, with its state directory deleted. */
    KILL_AND_WIPE("killed and wiped"),
    /** {@code SIGSTOP}, later {@code SIGCONT}: the process doesn't notice the pause. */
    PAUSE("paused"),
    /** All brokers killed at once, then restarted. */
    KILL_ALL("all killed"),
    /** All its packets are lost, in both directions. */
    CUT_OFF("cut off from the network"),
    /** Its packets to the brokers are lost; all other connections work. */
    CUT_FROM_BROKERS("cut off from the brokers alone"),
    /** Its packets to other services are lost; it reaches the brokers. */
    CUT_FROM_SERVICES("cut off from the other services alone"),
    /** The disk of its state is full. */
    FILL_DISK("disk filled");

    private final String inWords;

    FaultKind(String inWords) {
        this.inWords = inWords;
    }

    String inWords() {
        return inWords;
    }

    /** Whether it requires a network that can be partitioned. */
    public boolean parts() {
        return this == CUT_OFF || this == CUT_FROM_BROKERS || this == CUT_FROM_SERVICES;
    }

    public boolean kills() {
        return this == KILL || this == KILL_AND_WIPE || this == KILL_ALL;
    }
}
