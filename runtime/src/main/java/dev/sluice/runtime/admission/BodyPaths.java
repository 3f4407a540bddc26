package dev.sluice.runtime.admission;

import java.util.Set;

/** The paths at which a POST has a body. Requests for other paths must not have one. */
public record BodyPaths(Set<String> paths) {
    public BodyPaths {
        paths = Set.copyOf(paths);
    }
}
