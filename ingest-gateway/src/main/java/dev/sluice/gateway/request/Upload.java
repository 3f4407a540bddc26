package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file on its way in, whatever way it comes. */
public interface Upload {
    /** The file's name at its owner. */
    String filename();

    /** The file's media type as the client says, which may be nonsense. */
    Optional<String> contentType();

    /** How the client says that the file is encoded for the way here. */
    Optional<String> contentEncoding();

    /** The file's bytes as they come; an {@link IOException} from it means that the client broke off. */
    InputStream content();

    /**
     * Looks at what comes after the content, once that is read to its end.
     *
     * @throws RefusedException if that makes the upload wrong as a whole
     */
    void finish() throws IOException;
}
