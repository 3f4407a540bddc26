package dev.sluice.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory for data of files: created with mode 0700 if the file system has POSIX permissions. */
public final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Set<PosixFilePermission> permissions;

    private PrivateDirectory(Path path, Set<PosixFilePermission> permissions) {
        this.path = path;
        this.permissions = permissions;
    }

    /**
     * Creates a directory, and its missing parents, accessible to its owner only. Existing directories keep their
     * permissions, which are the operator's choice.
     *
     * @throws IOException if it can't be created, or its name is that of a file
     */
    public static PrivateDirectory create(Path path) throws IOException {
        if (!isPosix(path)) {
            Files.createDirectories(path);
            return new PrivateDirectory(path, Set.of());
        }
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return new PrivateDirectory(path, Files.getPosixFilePermissions(path));
    }

    /** Restores the permissions that the directory had: Kafka Streams makes its directory accessible to the group. */
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
