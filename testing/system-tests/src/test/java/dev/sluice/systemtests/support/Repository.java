package dev.sluice.systemtests.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests are a part of. */
public final class Repository {
    /** Its top directory, the one with the Maven wrapper. */
    public static final Path ROOT = root(Path.of("").toAbsolutePath());

    private Repository() {}

    private static Path root(Path directory) {
        if (Files.exists(directory.resolve("mvnw"))) {
            return directory;
        }
        Path parent = directory.getParent();
        if (parent == null) {
            throw new IllegalStateException(
                    "not in a checkout of Sluice: " + Path.of("").toAbsolutePath());
        }
        return root(parent);
    }
}
