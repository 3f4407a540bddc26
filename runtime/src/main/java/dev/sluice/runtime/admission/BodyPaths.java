package dev.sluice.runtime.admission;

import java.util.Set;

/**
 * The paths at which a POST or PATCH has a body. Requests for other paths must not have one.
 *
 * @param paths the paths; one that ends with a slash stands for all with one more segment
 */
public record BodyPaths(Set<String> paths) {
    public BodyPaths {
        paths = Set.copyOf(paths);
    }

    /** Whether a path is one of some paths. */
    public static boolean include(Set<String> paths, String path) {
        return paths.contains(path) || paths.contains(path.substring(0, path.lastIndexOf('/') + 1));
    }
}
