package dev.sluice.access.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A file that has the keys of clients, or the people. Who may write it decides who may do what.
 *
 * @param <E> an entry
 */
public abstract class AccessFile<E> {
    /** The maximum size. */
    public static final int MAX_BYTES = 1024 * 1024;

    private final Path path;

    protected AccessFile(Path path) {
        this.path = path;
    }

    public final Path path() {
        return path;
    }

    /** What its entries are called: "keys". */
    protected abstract String entries();

    protected abstract List<E> parse(byte[] document) throws InvalidFileException;

    protected abstract byte[] format(List<E> entries);

    /**
     * Reads the entries.
     *
     * @throws InvalidFileException if the file can't be read, or is faulty
     */
    public final List<E> read() throws InvalidFileException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new InvalidFileException("there is no such file");
        } catch (IOException e) {
            throw new InvalidFileException("it can't be read (" + e.getClass().getSimpleName() + ")");
        }
        if (bytes.length > MAX_BYTES) {
            throw new InvalidFileException("expected at most " + MAX_BYTES + " bytes");
        }
        return parse(bytes);
    }

    /**
     * Replaces the file at once: a service reads either the old entries or the new ones.
     *
     * <p>A new file belongs to its owner alone (mode 0600); an existing one keeps its permissions, which are the
     * operator's choice.
     */
    public final void write(List<E> all) throws IOException {
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
        Path written = Files.createTempFile(directory, "." + entries(), ".json", owner);
        try {
            Files.write(written, format(all));
            if (posix && Files.exists(target)) {
                Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
