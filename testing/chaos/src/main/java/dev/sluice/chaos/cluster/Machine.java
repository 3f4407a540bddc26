package dev.sluice.chaos.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this machine allows: networks and file systems of the rig's own need rights that a user may lack. */
public final class Machine {
    private final Network network;
    private final boolean ownDisks;
    private final List<String> leftOut;

    private Machine(Network network, boolean ownDisks, List<String> leftOut) {
        this.network = network;
        this.ownDisks = ownDisks;
        this.leftOut = List.copyOf(leftOut);
    }

    /**
     * Sets up a network, and tries to mount a file system.
     *
     * @param directory in which file systems are mounted
     * @param cleanUp takes the network down
     */
    public static Machine prepare(Path directory, CleanUp cleanUp) {
        List<String> leftOut = new ArrayList<>();
        Network network = network(cleanUp, leftOut);
        return new Machine(network, ownDisks(directory, leftOut), leftOut);
    }

    /** All processes on one address if there is no right to network namespaces. */
    public Network network() {
        return network;
    }

    /** Whether each process can have a separate file system, which can be filled. */
    public boolean ownDisks() {
        return ownDisks;
    }

    /** The faults that this machine doesn't allow, with why. */
    public List<String> leftOut() {
        return leftOut;
    }

    private static Network network(CleanUp cleanUp, List<String> leftOut) {
        try {
            return NetworkNamespaces.create(Cluster.names(), cleanUp);
        } catch (IOException e) {
            leftOut.add("network partitions: " + e.getMessage());
            return new Loopback();
        }
    }

    private static boolean ownDisks(Path directory, List<String> leftOut) {
        try {
            StateDisk.mounted(directory.resolve("disk"), "1m").close();
            return true;
        } catch (IOException e) {
            leftOut.add("full disks: " + e.getMessage());
            return false;
        }
    }
}
