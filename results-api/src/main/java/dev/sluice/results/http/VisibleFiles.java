package dev.sluice.results.http;

import dev.sluice.runtime.http.Caller;
import dev.sluice.schemas.query.FileQueries;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The files that a caller may know of: all, or its own. The only way from a request to files, so that no operation
 * forgets whose files they are.
 */
public final class VisibleFiles {
    private final FileQueries all;

    public VisibleFiles(FileQueries all) {
        this.all = all;
    }

    /** Queries over the files that the caller of a request may know of. */
    public FileQueries of(HttpServletRequest request) {
        String client = client(request);
        return client == null ? all : all.ofClient(client);
    }

    /** The client whose files alone the caller of a request may know of; null if it may know of all. */
    public static @Nullable String client(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        return caller.allFiles() ? null : caller.name();
    }
}
