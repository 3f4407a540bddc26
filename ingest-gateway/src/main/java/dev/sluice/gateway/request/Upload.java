package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file that is being uploaded, by whatever kind of request. */
public interface Upload {
    /** The client's name for the file. */
    String filename();

    /** The media type that the client declares; may be malformed. */
    Optional<String> contentType();

    /** The content encoding that the client declares. */
    Optional<String> contentEncoding();

    /** The bytes of the file. An {@link IOException} means that the upload broke off. */
    InputStream content();

    /**
     * Checks what follows the content, once that is read to its end.
     *
     * @throws RefusedException if it invalidates the upload as a whole
     */
    void finish() throws IOException;
}
