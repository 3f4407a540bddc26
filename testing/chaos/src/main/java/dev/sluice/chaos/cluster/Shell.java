package dev.sluice.chaos.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs system programs. */
final class Shell {
    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);

    private Shell() {}

    /** @throws IOException if it can't be run, or its exit code isn't 0; the message has its output */
    static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with code " + code + ": " + output);
        }
    }

    /** Cleans up: a failure is reported, and the remaining steps run nevertheless. */
    static void tryTo(String... command) {
        try {
            run(command);
        } catch (IOException e) {
            LOG.warn("Something is left behind: {}", e.getMessage());
        }
    }
}
