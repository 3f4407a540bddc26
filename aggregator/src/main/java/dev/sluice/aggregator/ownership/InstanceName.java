package dev.sluice.aggregator.ownership;

import dev.sluice.runtime.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The name of this instance for the brokers: generated once, and stored with its state, so that it survives restarts.
 */
public final class InstanceName {
    public static final String FILE = "instance-name";

    private InstanceName() {}

    /**
     * The name stored in the directory, generated if there is none.
     *
     * @throws UncheckedIOException if it can't be read or stored
     */
    public static String in(Path stateDir) {
        Path file = stateDir.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Files.readString(file);
            }
            var unused = PrivateDirectory.create(stateDir);
            String name = UUID.randomUUID().toString();
            // Moved into place atomically: a partly written name would be another name.
            Path draft = Files.createTempFile(stateDir, FILE, null);
            Files.writeString(draft, name);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("could not store the name of this instance in " + file, e);
        }
    }
}
