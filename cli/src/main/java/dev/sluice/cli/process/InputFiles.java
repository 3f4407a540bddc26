package dev.sluice.cli.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks the files of a command line before anything is started for them. */
public final class InputFiles {
    private InputFiles() {}

    /** Describes why a file can't be read. */
    public static Optional<String> fault(Path file) {
        if (!Files.exists(file)) {
            return Optional.of("no such file: " + file);
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of(file + " is not a file");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of(file + " may not be read");
    }
}
