package dev.sluice.objects.store;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Files as objects: what they are, and when they are on the disk. */
final class DirectoryFiles {
    private DirectoryFiles() {}

    /** The attributes of a regular file, if there is one. */
    static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? Optional.of(attributes) : Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    /** A file that is written again has another time or size, and one that replaces it another number. */
    static String etag(BasicFileAttributes file) {
        return Long.toHexString(file.size())
                + "-" + Long.toHexString(file.lastModifiedTime().to(TimeUnit.NANOSECONDS))
                + "-" + Integer.toHexString(String.valueOf(file.fileKey()).hashCode());
    }

    /**
     * Checks that a file is the one with this etag.
     *
     * @throws ObjectStoreException with {@code MISSING} or {@code CHANGED}
     */
    static void require(String key, Path path, String etag) throws IOException, ObjectStoreException {
        BasicFileAttributes found = attributes(path)
                .orElseThrow(() -> new ObjectStoreException(Reason.MISSING, "there is no " + key, null));
        if (!etag(found).equals(etag)) {
            throw new ObjectStoreException(Reason.CHANGED, key + " has changed", null);
        }
    }

    /** Waits until a file or a directory is on the disk. */
    static void force(Path path) throws IOException {
        try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** Waits until the name of a file is on the disk. */
    static void forceEntry(Path file) throws IOException {
        force(Objects.requireNonNull(file.getParent()));
    }

    /** The regular files of a directory that were changed before a time. */
    static List<Path> olderThan(Instant time, Path directory) throws IOException {
        List<Path> older = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Optional<BasicFileAttributes> attributes = attributes(file);
                if (attributes.isPresent()
                        && attributes.get().lastModifiedTime().toInstant().isBefore(time)) {
                    older.add(file);
                }
            }
        }
        return older;
    }
}
