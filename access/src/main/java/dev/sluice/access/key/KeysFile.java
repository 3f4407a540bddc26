package dev.sluice.access.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The file with the keys of all clients. It has no secret, but who may write it decides who may do what. */
public final class KeysFile {
    /** The maximum size. */
    public static final int MAX_BYTES = 1024 * 1024;

    private final Path path;

    public KeysFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /**
     * Reads the keys.
     *
     * @throws InvalidKeysException if the file can't be read, or is faulty
     */
    public List<ApiKey> read() throws InvalidKeysException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new InvalidKeysException("there is no such file");
        } catch (IOException e) {
            throw new InvalidKeysException("it can't be read (" + e.getClass().getSimpleName() + ")");
        }
        if (bytes.length > MAX_BYTES) {
            throw new InvalidKeysException("expected at most " + MAX_BYTES + " bytes");
        }
        return KeysDocument.read(bytes);
    }

    /**
     * Replaces the file at once: a service reads either the old keys or the new ones.
     *
     * <p>A new file belongs to its owner alone (mode 0600); an existing one keeps its permissions, which are the
     * operator's choice.
     */
    public void write(List<ApiKey> keys) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null) {
            throw new IOException("expected the path of a file, found " + path);
        }
        Files.createDirectories(directory);
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path written = Files.createTempFile(directory, ".keys", ".json", owner);
        try {
            Files.write(written, KeysDocument.write(keys));
            if (posix && Files.exists(target)) {
                Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
