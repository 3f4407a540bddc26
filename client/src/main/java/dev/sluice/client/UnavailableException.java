package dev.sluice.client;

import java.net.URI;

/** No answer from a Sluice, or only "not now" (425, 429, 503) until the retries ended. The message is for the user. */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnavailableException(URI base, String why) {
        super("no answer from " + base + ": " + why);
    }

    public UnavailableException(URI base, String why, Throwable cause) {
        super("no answer from " + base + ": " + why, cause);
    }
}
