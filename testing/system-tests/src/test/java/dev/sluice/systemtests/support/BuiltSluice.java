package dev.sluice.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What is built, as it is run: the launcher, and the jars of the services taken apart as in their images. Boot's loader
 * of jars in a jar would cost seconds at each start. What has to be done first is done once, however many JVMs run
 * tests.
 */
public final class BuiltSluice {
    private static final Path TAKEN_APART = Path.of("target", "taken-apart").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private BuiltSluice() {}

    /** {@code ./sluice}, which finds all of it built. Start it with {@link #environment}. */
    public static Path launcher() {
        return Launcher.READY;
    }

    /** What the launcher has to know to leave Maven alone. */
    public static Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME", System.getProperty("java.home"), "MAVEN_BEGAN", System.getProperty("maven.began", ""));
    }

    /** The jar of a service, which is to be run with {@code -jar}. */
    static Path jar(String service) {
        return alone(() -> {
            Path packed = Repository.ROOT.resolve(service).resolve("target").resolve(service + "-exec.jar");
            Path apart = TAKEN_APART.resolve(service);
            Path jar = apart.resolve(packed.getFileName());
            Path mark = apart.resolve("packed");
            String sum = sum(packed);
            if (!Files.exists(mark) || !Files.readString(mark).equals(sum)) {
                run(
                        Map.of(),
                        JAVA.toString(),
                        "-Djarmode=tools",
                        "-jar",
                        packed.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        apart.toString());
                Files.writeString(mark, sum);
            }
            return jar;
        });
    }

    private static final class Launcher {
        static final Path READY = alone(() -> {
            Path launcher = Repository.ROOT.resolve("sluice");
            run(environment(), launcher.toString(), "--version");
            return launcher;
        });
    }

    private interface Work {
        Path run() throws IOException;
    }

    /** Tests run in several JVMs at once. */
    private static synchronized Path alone(Work work) {
        try {
            Files.createDirectories(TAKEN_APART);
            try (FileChannel lock = FileChannel.open(
                    TAKEN_APART.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Until it is closed.
                lock.lock();
                return work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return Long.toHexString(sum.getValue());
    }

    private static void run(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        int code = builder.start().onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }
}
