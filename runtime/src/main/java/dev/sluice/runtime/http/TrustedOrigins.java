package dev.sluice.runtime.http;

import java.util.List;
import java.util.Set;

/**
 * Origins whose pages may write to some paths: a bean of each service that has such a setting.
 *
 * @param paths the paths; one that ends with a slash stands for all with one more segment
 * @param origins scheme, host and port, as browsers send them; {@code *} for all
 */
public record TrustedOrigins(Set<String> paths, List<String> origins) {
    public TrustedOrigins {
        paths = Set.copyOf(paths);
        origins = List.copyOf(origins);
    }

    private boolean includes(String path) {
        return paths.contains(path) || paths.contains(path.substring(0, path.lastIndexOf('/') + 1));
    }

    /** Whether a page of that origin may write to that path. */
    public boolean include(String path, String origin) {
        return includes(path) && (origins.contains("*") || origins.contains(origin));
    }
}
