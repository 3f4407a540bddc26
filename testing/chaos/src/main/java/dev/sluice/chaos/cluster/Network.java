package dev.sluice.chaos.cluster;

import java.util.List;

/** What the processes of the cluster are connected by. */
public interface Network extends AutoCloseable {
    /** The address that a process listens on. */
    String host(String process);

    /** What starts a process with that address. */
    List<String> command(String process, List<String> command);

    /** From now on no packet from the process or to it arrives. */
    void cutOff(String process);

    /** From now on no packet from the process to any of these others arrives; theirs do. */
    void cutOffFrom(String process, List<String> others);

    /** Connects the process again, to all. */
    void reconnect(String process);

    /** Removes what was set up. */
    @Override
    void close();
}
