package dev.sluice.standalone;

/** A port can't be listened on. The message is for who started this process. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUseException(int port, Throwable cause) {
        super("the port " + port + " is in use by another process", cause);
    }
}
