package dev.sluice.chaos.cluster;

import java.util.List;

/** The network of the cluster's processes. */
public interface Network extends AutoCloseable {
    /** The address of a process. */
    String host(String process);

    /** The command prefix that starts a process with that address. */
    List<String> command(String process, List<String> command);

    /** From now on all packets from and to the process are lost. */
    void cutOff(String process);

    /** From now on all packets from the process to these processes are lost; those in the other direction arrive. */
    void cutOffFrom(String process, List<String> others);

    /** Reconnects the process. */
    void reconnect(String process);

    /** Removes the network. */
    @Override
    void close();
}
