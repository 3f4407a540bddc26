package dev.sluice.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Linux network namespace for each process, all connected to one bridge, like this process. Cutting a process off
 * takes down its end of the veth pair: connections don't break, packets are lost. Needs the right to configure
 * networks.
 */
public final class NetworkNamespaces implements Network {
    private static final String NOWHERE = "02:00:00:00:00:01";

    private final String id;
    private final String subnet;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    /** By process, the processes that it can't reach. */
    private final Map<String, Set<String>> lost = new HashMap<>();

    private boolean bridged;
    private boolean closed;

    private NetworkNamespaces(String id, String subnet) {
        this.id = id;
        this.subnet = subnet;
    }

    /**
     * Sets up the namespaces.
     *
     * @param processes their names
     * @param cleanUp removes them
     * @throws IOException if this isn't possible here; then nothing is left of it
     */
    public static NetworkNamespaces create(List<String> processes, CleanUp cleanUp) throws IOException {
        long pid = ProcessHandle.current().pid();
        // Short: an interface name has at most 15 characters.
        NetworkNamespaces network = new NetworkNamespaces(
                "slc" + Long.toString(pid % 46_656, 36), "10." + (200 + pid % 50) + "." + (pid / 50 % 250) + ".");
        cleanUp.add(network::close);
        try {
            network.bridge();
            for (String process : processes) {
                network.add(process);
            }
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public String host(String process) {
        return subnet + (number(process) + 1);
    }

    @Override
    public List<String> command(String process, List<String> command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name(process)));
        inside.addAll(command);
        return inside;
    }

    @Override
    public void cutOff(String process) {
        set(process, "down");
    }

    /**
     * The other processes get a wrong hardware address: packets to it are lost, as in a network, rather than refused.
     */
    @Override
    public void cutOffFrom(String process, List<String> others) {
        for (String other : others) {
            run(
                    "ip",
                    "-n",
                    name(process),
                    "neigh",
                    "replace",
                    host(other),
                    "lladdr",
                    NOWHERE,
                    "nud",
                    "permanent",
                    "dev",
                    "eth0");
            lost.computeIfAbsent(process, any -> new LinkedHashSet<>()).add(other);
        }
    }

    @Override
    public void reconnect(String process) {
        Set<String> others = lost.remove(process);
        if (others != null) {
            others.forEach(other -> run("ip", "-n", name(process), "neigh", "del", host(other), "dev", "eth0"));
        }
        set(process, "up");
    }

    /** A second call has no effect. */
    @Override
    public synchronized void close() {
        closed = true;
        // A veth pair is removed with the namespace of either end.
        numbers.keySet().forEach(process -> Shell.tryTo("ip", "netns", "del", name(process)));
        numbers.clear();
        if (bridged) {
            Shell.tryTo("ip", "link", "del", id);
            bridged = false;
        }
    }

    private synchronized void bridge() throws IOException {
        refuseClosed();
        Shell.run("ip", "link", "add", id, "type", "bridge");
        bridged = true;
        Shell.run("ip", "addr", "add", subnet + "1/24", "dev", id);
        Shell.run("ip", "link", "set", id, "up");
    }

    private synchronized void add(String process) throws IOException {
        refuseClosed();
        numbers.put(process, numbers.size() + 1);
        String name = name(process);
        Shell.run("ip", "netns", "add", name);
        Shell.run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
        Shell.run("ip", "link", "set", name, "master", id, "up");
        Shell.run("ip", "-n", name, "addr", "add", host(process) + "/24", "dev", "eth0");
        Shell.run("ip", "-n", name, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", name, "link", "set", "lo", "up");
    }

    private void refuseClosed() throws IOException {
        if (closed) {
            throw new IOException("the rig is being stopped");
        }
    }

    private void set(String process, String state) {
        run("ip", "link", "set", name(process), state);
    }

    private static void run(String... command) {
        try {
            Shell.run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the namespace and of the bridge's end of its veth pair. */
    private String name(String process) {
        return id + "-" + number(process);
    }

    private int number(String process) {
        Integer number = numbers.get(process);
        if (number == null) {
            throw new IllegalArgumentException("no such process: " + process);
        }
        return number;
    }
}
