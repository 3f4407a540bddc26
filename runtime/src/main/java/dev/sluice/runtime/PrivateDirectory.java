package dev.sluice.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory with data of files: mode 0700 where Sluice creates it and the file system has POSIX permissions. */
public final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Set<PosixFilePermission> permissions;

    private PrivateDirectory(Path path, Set<PosixFilePermission> permissions) {
        this.path = path;
        this.permissions = permissions;
    }

    /**
     * Creates a directory, and its missing parents, for the owner alone. Directories that exist keep their permissions: they are
     * the operator's.
     *
     * @throws IOException if it can't be created, or a file has its name
     */
    public static PrivateDirectory create(Path path) throws IOException {
        if (!isPosix(path)) {
            Files.createDirectories(path);
            return new PrivateDirectory(path, Set.of());
        }
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return new PrivateDirectory(path, Files.getPosixFilePermissions(path));
    }

    /** Gives it the permissions that it was found or created with: Kafka Streams opens its directory to the group. */
    public void restorePermissions() {
        try {
            if (isPosix(path) && !Files.getPosixFilePermissions(path).equals(permissions)) {
                Files.setPosixFilePermissions(path, permissions);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the permissions of " + path + " could not be restored", e);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
