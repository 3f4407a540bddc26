package dev.sluice.aggregator.ownership;

import dev.sluice.runtime.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** What this instance is called at the brokers: made up once, and kept with its state, so that a restart changes nothing. */
public final class InstanceName {
    public static final String FILE = "instance-name";

    private InstanceName() {}

    /**
     * The name that is kept in the directory, made if need be.
     *
     * @throws UncheckedIOException if it can't be read or kept
     */
    public static String in(Path stateDir) {
        Path file = stateDir.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Files.readString(file);
            }
            var unused = PrivateDirectory.create(stateDir);
            String name = UUID.randomUUID().toString();
            // Moved into place whole: half a name would be another one.
            Path draft = Files.createTempFile(stateDir, FILE, null);
            Files.writeString(draft, name);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("the name of this instance can't be kept in " + file, e);
        }
    }
}
