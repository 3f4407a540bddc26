package dev.sluice.client;

import java.net.URI;

/**
 * Thrown when a server doesn't respond, or responds only with temporary errors (425, 429, 502, 503, 504) until the retries end.
 * The message is shown to the user.
 */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnavailableException(URI base, String why) {
        super("no answer from " + base + ": " + why);
    }

    public UnavailableException(URI base, String why, Throwable cause) {
        super("no answer from " + base + ": " + why, cause);
    }
}
