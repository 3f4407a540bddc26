package dev.sluice.gateway;

import java.io.InputStream;

/** A file that is the request's whole body. */
record RawUpload(String filename, InputStream content) implements Upload {
    @Override
    public void finish() {
        // The body's end is the file's end.
    }
}
