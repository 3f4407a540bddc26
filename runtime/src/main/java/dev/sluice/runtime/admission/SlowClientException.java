package dev.sluice.runtime.admission;

import java.io.IOException;

/** A client sends its request, or reads its response, slower than the minimum rate. */
public final class SlowClientException extends IOException {
    private static final long serialVersionUID = 1L;

    SlowClientException(WebProperties properties) {
        super("expected at least " + properties.minRate() + " bytes/s from the client over "
                + properties.slowGrace().toMillis() + " ms of waiting, and at most "
                + properties.maxReadTime().toSeconds() + " s of waiting in total; found a slower client");
    }
}
