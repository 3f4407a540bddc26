package dev.sluice.cli.keys;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeysFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The keys file of a command. */
final class KeysFileOption {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "keys.json",
            description = "The keys file. Default: ${DEFAULT-VALUE}.")
    private Path path = Path.of("keys.json");

    KeysFile file() {
        return new KeysFile(path);
    }

    /** Replaces the keys in the file, and returns whether that succeeded; if not, says why. */
    boolean write(List<ApiKey> keys, PrintWriter err) {
        try {
            file().write(keys);
            return true;
        } catch (IOException e) {
            err.println("sluice: " + path + " can't be written: " + e);
            err.flush();
            return false;
        }
    }
}
