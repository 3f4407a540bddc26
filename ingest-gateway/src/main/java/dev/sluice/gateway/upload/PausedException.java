package dev.sluice.gateway.upload;

import java.io.IOException;

/** The bytes of this request have ended before those of the file. */
final class PausedException extends IOException {
    private static final long serialVersionUID = 1L;

    PausedException(String message) {
        super(message);
    }
}
