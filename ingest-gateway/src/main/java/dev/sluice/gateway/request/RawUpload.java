package dev.sluice.gateway.request;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that is the whole body of the request. */
public record RawUpload(
        String filename, @Nullable String type, @Nullable String encoding, InputStream content) implements Upload {
    @Override
    public Optional<String> contentType() {
        return Optional.ofNullable(type);
    }

    @Override
    public Optional<String> contentEncoding() {
        return Optional.ofNullable(encoding);
    }

    @Override
    public void finish() {
        // The end of the body is the end of the file.
    }
}
