package dev.sluice.standalone;

import java.net.URI;

/** Nothing answers at a URL, or nothing but "not now" for too long. The message is for who asked. */
final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1L;

    UnansweredException(URI base, String why) {
        super("no answer from " + base + ": " + why);
    }

    UnansweredException(URI base, String why, Throwable cause) {
        super("no answer from " + base + ": " + why, cause);
    }
}
