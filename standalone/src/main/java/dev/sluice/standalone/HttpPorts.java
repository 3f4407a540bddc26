package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;

/** Checks an HTTP port before anything is started that would have to be stopped again. */
final class HttpPorts {
    private HttpPorts() {}

    /**
     * Checks that a port is free; 0 always is.
     *
     * @throws PortInUseException if it isn't
     */
    static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            socket.getLocalPort();
        } catch (BindException e) {
            throw new PortInUseException(port, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
