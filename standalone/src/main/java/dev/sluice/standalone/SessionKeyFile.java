package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.access.key.KeySecret;
import dev.sluice.runtime.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The key that signs sessions, kept with the data so that they hold over restarts. */
final class SessionKeyFile {
    private static final int MAX_BYTES = 200;

    private SessionKeyFile() {}

    /** Reads the key, or makes one. */
    static String in(Path directory) throws IOException {
        PrivateDirectory.create(directory);
        Path file = directory.resolve("session.key");
        if (!Files.exists(file)) {
            // As a temporary file it is its owner's alone from the beginning, and whole when it has its name.
            Path made = Files.createTempFile(directory, ".session", ".key");
            Files.writeString(made, KeySecret.generate() + "\n", US_ASCII);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), US_ASCII).strip();
        }
    }
}
