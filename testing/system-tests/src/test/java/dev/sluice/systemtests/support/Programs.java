package dev.sluice.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Other people's programs, run as a person at a terminal would. */
public final class Programs {
    private Programs() {}

    /**
     * Skips the test where the program isn't installed, but fails it where {@code -Dtests.require} names the
     * program (as CI does).
     */
    public static void require(String program) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        requireThat(installed, program);
    }

    /** The same for what is no program. */
    public static void requireThat(boolean installed, String name) {
        boolean required =
                List.of(System.getProperty("tests.require", "").split(",")).contains(name);
        if (required) {
            assertThat(installed).as(name + " is installed").isTrue();
        }
        assumeTrue(installed, name + " is not installed");
    }

    /**
     * The Python that has the modules, of those that there may be. Skips and fails as {@link #require} does, by the
     * names of the modules.
     */
    public static String requirePython(String... modules) {
        Optional<String> found = Stream.of("python3", "/usr/bin/python3")
                .filter(python -> imports(python, String.join(", ", modules)))
                .findFirst();
        for (String module : modules) {
            requireThat(found.isPresent(), module);
        }
        return found.orElseThrow();
    }

    private static boolean imports(String python, String modules) {
        Process process;
        try {
            process = new ProcessBuilder(python, "-c", "import " + modules)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notInstalled) {
            return false;
        }
        return process.onExit().join().exitValue() == 0;
    }

    /** Runs a command to its end, gives it a text as input, and returns its standard output. */
    public static String run(String input, List<String> command) throws IOException {
        Path errors = Files.createTempFile("command", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.onExit().join().exitValue())
                    .as(String.join(" ", command) + ": " + Files.readString(errors))
                    .isZero();
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
