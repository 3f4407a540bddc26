package dev.sluice.access.session;

import dev.sluice.runtime.PrivateDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that people have ended before they expired. With a directory each is a file there, so that restarts and the
 * other services that have the same directory know of it; without one this instance alone does. Thread-safe.
 */
public final class EndedSessions {
    /** A file is named like its session, and empty. The time of its last change says until when it is needed. */
    private final @Nullable Path directory;

    private final Clock clock;
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    /**
     * @param directory null if there is none
     * @throws IOException if it can't be created
     */
    public EndedSessions(@Nullable Path directory, Clock clock) throws IOException {
        this.directory = directory;
        if (directory != null) {
            PrivateDirectory.create(directory);
        }
        this.clock = clock;
    }

    /**
     * Ends a session.
     *
     * @param until when none of its tokens is valid any more
     * @throws IOException if that can't be written
     */
    void end(String id, Instant until) throws IOException {
        forget();
        ended.put(id, until);
        if (directory == null) {
            return;
        }
        // Complete before it has its name: otherwise another service could take it for one that has expired.
        Path file = Files.createTempFile(directory, ".", ".tmp");
        Files.setLastModifiedTime(file, FileTime.from(until));
        Files.move(file, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param id in hexadecimal */
    boolean include(String id) {
        return ended.containsKey(id) || (directory != null && Files.exists(directory.resolve(id)));
    }

    /** Sessions that have expired needn't be remembered. */
    private void forget() throws IOException {
        Instant now = clock.instant();
        ended.values().removeIf(until -> until.isBefore(now));
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[0-9a-f]*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // Another service with the same directory was faster.
        }
    }
}
