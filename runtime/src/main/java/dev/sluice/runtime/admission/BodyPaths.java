package dev.sluice.runtime.admission;

import java.util.Set;

/** The paths at which a POST has a body. All others get none to see. */
public record BodyPaths(Set<String> paths) {
    public BodyPaths {
        paths = Set.copyOf(paths);
    }
}
