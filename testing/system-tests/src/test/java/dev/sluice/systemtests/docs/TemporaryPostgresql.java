package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The installed PostgreSQL as a process, without a port, and with data that goes when it goes. */
final class TemporaryPostgresql implements AutoCloseable {
    /** Debian's package creates it. PostgreSQL refuses to run as root. */
    private static final String USER = "postgres";

    private static final String DATABASE_USER = "sluice";

    private final Path directory;
    private final Process server;

    private TemporaryPostgresql(Path directory, Process server) {
        this.directory = directory;
        this.server = server;
    }

    /** Skips and fails as {@link Programs#require} does, by the name {@code postgres}. */
    static TemporaryPostgresql start() throws IOException {
        Optional<Path> found = programs();
        Programs.requireThat(found.isPresent(), "postgres");
        Path programs = found.orElseThrow();
        // The path of a socket has to be short.
        Path directory = Files.createTempDirectory("postgresql");
        if (isRoot()) {
            Programs.run("", List.of("chown", USER, directory.toString()));
        }
        Path data = directory.resolve("data");
        Programs.run(
                "",
                asUser(
                        programs.resolve("initdb"),
                        "--pgdata=" + data,
                        "--username=" + DATABASE_USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        Path log = Files.createTempFile("postgresql", ".log");
        Process server = new ProcessBuilder(asUser(
                        programs.resolve("postgres"),
                        "-D" + data,
                        "-k" + directory,
                        "-clisten_addresses=",
                        "-cfsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.readString(log).contains("ready to accept connections")) {
            assertThat(server.isAlive()).as(Files.readString(log)).isTrue();
            LockSupport.parkNanos(50_000_000);
        }
        Files.delete(log);
        return new TemporaryPostgresql(directory, server);
    }

    /** With these variables clients find it. */
    Map<String, String> environment() {
        return Map.of("PGHOST", directory.toString(), "PGUSER", DATABASE_USER, "PGDATABASE", "postgres");
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian keeps the programs of each version in a directory that is not in the path. */
    private static Optional<Path> programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("postgres")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static List<String> asUser(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
