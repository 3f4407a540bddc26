package dev.sluice.chaos.cluster;

import java.util.List;

/** All on one address, where no process can be cut off. */
public final class Loopback implements Network {
    @Override
    public String host(String process) {
        return "127.0.0.1";
    }

    @Override
    public List<String> command(String process, List<String> command) {
        return command;
    }

    @Override
    public void cutOff(String process) {
        throw new UnsupportedOperationException("no plan has this without namespaces");
    }

    @Override
    public void cutOffFrom(String process, List<String> others) {
        throw new UnsupportedOperationException("no plan has this without namespaces");
    }

    @Override
    public void reconnect(String process) {
        throw new UnsupportedOperationException("no plan has this without namespaces");
    }

    @Override
    public void close() {}
}
