package dev.sluice.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The ports of an embedded broker, on loopback only.
 *
 * @param clients the port for clients
 * @param controller the port on which the broker finds its controller; Kafka must know both before it starts
 */
public record BrokerPorts(int clients, int controller) {
    /**
     * Finds free ports.
     *
     * @param clients the port to use for clients, or 0 for a free one
     * @throws PortInUseException if the port is taken
     */
    public static BrokerPorts choose(int clients) throws IOException {
        // Both are open at the same time, so that they differ.
        try (ServerSocket first = listen(clients);
                ServerSocket second = listen(0)) {
            return new BrokerPorts(first.getLocalPort(), second.getLocalPort());
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (BindException e) {
            throw new PortInUseException(port, e);
        }
    }
}
