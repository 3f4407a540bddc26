package dev.sluice.cli.keys;

import dev.sluice.access.key.KeysFile;
import java.nio.file.Path;
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
}
