package dev.sluice.cli.process;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.Upload;
import dev.sluice.client.UploadContent;
import dev.sluice.client.UploadProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is uploaded: a file, or standard input, which is streamed. */
final class Input {
    private static final String STDIN = "-";
    private static final String STDIN_NAME = "stdin.csv";

    /**
     * How much a dry run sends: less than a Sluice reads and drops of a body that it has answered, and more than a
     * thousand rows of most files. If the rows don't fit, the last one is cut.
     */
    private static final int BEGINNING = 16 * 1024 * 1024;
    /** How much is kept of standard input for a dry run after its upload. */
    private static final int KEPT = 1024 * 1024;

    private final String argument;
    private final String filename;
    private final KeptBeginning stdin = new KeptBeginning(System.in, KEPT);
    private boolean uploaded;

    private Input(String argument, String filename) {
        this.argument = argument;
        this.filename = filename;
    }

    /**
     * An input of the command line.
     *
     * @param name the name in Sluice, or null for the one that it has
     */
    static Input of(String argument, @Nullable String name) {
        if (name != null) {
            return new Input(argument, name);
        }
        return new Input(
                argument,
                argument.equals(STDIN)
                        ? STDIN_NAME
                        : String.valueOf(Path.of(argument).getFileName()));
    }

    /** Describes the first of these that can't be read, before anything is started for them. */
    static Optional<String> fault(List<String> arguments) {
        if (Collections.frequency(arguments, STDIN) > 1) {
            return Optional.of("expected " + STDIN + " once, as standard input can be read only once; found it again");
        }
        return arguments.stream()
                .filter(argument -> !argument.equals(STDIN))
                .map(Path::of)
                .map(InputFiles::fault)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** As it was written on the command line. */
    String argument() {
        return argument;
    }

    /** Its name in Sluice. */
    String filename() {
        return filename;
    }

    /** What it is called in messages. */
    String label() {
        return isStdin() ? "standard input" : argument;
    }

    /** The number of bytes, or -1 if it isn't known. */
    long size() {
        return isStdin() ? -1 : Path.of(argument).toFile().length();
    }

    /** Uploads all of it, and returns the file's id. Standard input can't be sent again if the server is temporarily unavailable. */
    String upload(SluiceClient client, Map<String, String> parameters, UploadProgress progress)
            throws UnavailableException, RefusedException, InterruptedException, IOException {
        uploaded = true;
        Upload upload = Upload.named(filename).with(parameters);
        return isStdin()
                ? client.uploadOnce(upload, stdin, progress)
                : client.upload(upload, UploadContent.of(Path.of(argument)), progress);
    }

    /** Lets the server try its first rows; of standard input that is uploaded, those that are kept. */
    JsonNode dryRun(SluiceClient client, Map<String, String> parameters)
            throws UnavailableException, RefusedException, InterruptedException, IOException {
        return client.dryRun(Upload.named(filename).with(parameters), beginning());
    }

    private byte[] beginning() throws IOException {
        if (isStdin()) {
            return uploaded ? stdin.bytes() : System.in.readNBytes(BEGINNING);
        }
        try (InputStream in = Files.newInputStream(Path.of(argument))) {
            return in.readNBytes(BEGINNING);
        }
    }

    private boolean isStdin() {
        return argument.equals(STDIN);
    }
}
