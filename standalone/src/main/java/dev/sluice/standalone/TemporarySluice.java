package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Sluice for one command: on a free port, quiet, with data that goes when it goes, by Ctrl-C too. */
public final class TemporarySluice implements AutoCloseable {
    /** Kafka warns of what passes by itself, and of data in a directory for temporary data. */
    private static final Map<String, String> QUIET = Map.of(
            "logging.level.root", "WARN", "logging.level.kafka", "ERROR", "logging.level.org.apache.kafka", "ERROR");

    private final Path directory;
    private @Nullable Sluice sluice;
    private boolean closed;

    private TemporarySluice(Path directory) {
        this.directory = directory;
    }

    /** Starts one, which then listens on HTTP; {@code /readyz} says when it can do all it is for. */
    public static TemporarySluice start() throws IOException {
        TemporarySluice temporary = new TemporarySluice(Files.createTempDirectory("sluice-"));
        Runtime.getRuntime().addShutdownHook(new Thread(temporary::close, "stop-sluice"));
        temporary.run();
        return temporary;
    }

    // Under the lock, so that Ctrl-C on the way waits for a Sluice that can be stopped: no files are made after it.
    private synchronized void run() {
        try {
            sluice = Sluice.start(directory, 0, 0, QUIET);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where it listens, without a slash at the end. */
    public URI url() {
        return running().url();
    }

    /** Where Kafka clients find its broker. */
    public String bootstrapServers() {
        return running().bootstrapServers();
    }

    /** A directory for whoever runs it, made by its user, which goes with its data. */
    public Path scratch() {
        return directory.resolve("scratch");
    }

    /** Stops it and deletes its data. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (sluice != null) {
            sluice.close();
        }
        try {
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " could not be deleted", e);
        }
    }

    private Sluice running() {
        return Objects.requireNonNull(sluice, "started");
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
