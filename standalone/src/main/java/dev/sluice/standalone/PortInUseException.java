package dev.sluice.standalone;

/** A port is in use. The message is for the user. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUseException(int port, Throwable cause) {
        super("the port " + port + " is in use by another process", cause);
    }
}
