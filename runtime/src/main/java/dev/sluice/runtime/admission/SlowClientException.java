package dev.sluice.runtime.admission;

import java.io.IOException;

/** A client sent its request, or took its answer, slower than is allowed. */
public final class SlowClientException extends IOException {
    private static final long serialVersionUID = 1L;

    SlowClientException(WebProperties properties) {
        super("expected at least " + properties.minRate() + " bytes/s of the client over "
                + properties.slowGrace().toMillis() + " ms of waiting, and at most "
                + properties.maxReadTime().toSeconds() + " s of waiting altogether; found less");
    }
}
