package dev.sluice.objects.store;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Objects as the files of a directory. Hidden files and symbolic links aren't objects.
 *
 * <p>A file is written in {@code .sluice/writing}, synchronised to the disk, and then linked to its name, which fails if
 * there is one: so it is there as a whole or not at all, also after a crash. Its metadata is in {@code .sluice/metadata}
 * before that. Its etag is made of size, time of change and number of the file.
 */
public final class DirectoryStore implements ObjectStore {
    private static final String OWN = ".sluice";

    private final Path root;
    private final Path writing;
    private final MetadataFiles metadata;

    /**
     * Opens a directory, which is created if there is none.
     *
     * @throws IOException if it isn't usable
     */
    public DirectoryStore(Path directory) throws IOException {
        Files.createDirectories(directory);
        root = directory.toRealPath();
        writing = Files.createDirectories(root.resolve(OWN).resolve("writing"));
        metadata = new MetadataFiles(Files.createDirectories(root.resolve(OWN).resolve("metadata")));
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> objects) throws ObjectStoreException {
        try {
            Files.walkFileTree(root, new Listing(prefix, objects));
        } catch (IOException e) {
            throw ObjectStoreException.of(prefix, e);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) throws ObjectStoreException {
        try {
            Optional<BasicFileAttributes> file = DirectoryFiles.attributes(path(key));
            if (file.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> values = metadata.read(key, DirectoryFiles.etag(file.get()));
            return Optional.of(described(key, file.get(), values));
        } catch (IOException e) {
            throw ObjectStoreException.of(key, e);
        }
    }

    @Override
    public InputStream open(String key, String etag) throws ObjectStoreException {
        Path path = path(key);
        try {
            InputStream in = Files.newInputStream(path);
            try {
                DirectoryFiles.require(key, path, etag);
            } catch (IOException | ObjectStoreException e) {
                in.close();
                throw e;
            }
            return new UnchangedFile(in, key, path, etag);
        } catch (IOException e) {
            throw ObjectStoreException.of(key, e);
        }
    }

    @Override
    public ObjectWrite create(String key, Map<String, String> values) throws ObjectStoreException {
        var unused = path(key);
        try {
            return new DirectoryWrite(this, key, values);
        } catch (IOException e) {
            throw ObjectStoreException.of(key, e);
        }
    }

    @Override
    public void delete(String key) throws ObjectStoreException {
        Path path = path(key);
        try {
            Optional<BasicFileAttributes> file = DirectoryFiles.attributes(path);
            if (file.isPresent()) {
                Files.deleteIfExists(path);
                metadata.delete(key, DirectoryFiles.etag(file.get()));
            }
        } catch (IOException e) {
            throw ObjectStoreException.of(key, e);
        }
    }

    @Override
    public int sweep(Duration age) throws ObjectStoreException {
        Instant before = Instant.now().minus(age);
        int swept = 0;
        try {
            for (Path file : DirectoryFiles.olderThan(before, writing)) {
                swept += Files.deleteIfExists(file) ? 1 : 0;
            }
            metadata.sweep(before, key -> DirectoryFiles.attributes(path(key)).map(DirectoryFiles::etag));
        } catch (IOException e) {
            throw ObjectStoreException.of("what is left of writes", e);
        }
        return swept;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    MetadataFiles metadata() {
        return metadata;
    }

    /** The file that processes lock which replace an object. */
    Path lock() {
        return root.resolve(OWN).resolve("lock");
    }

    /** A new name for a file that is being written. */
    Path temporary() {
        return writing.resolve(UUID.randomUUID().toString());
    }

    /** The file of an object. */
    Path path(String key) throws ObjectStoreException {
        Path path;
        try {
            path = root.resolve(ObjectKeys.require(key));
        } catch (InvalidPathException e) {
            throw new ObjectStoreException(Reason.INVALID, "expected the name of a file, found " + key, e);
        }
        requireInside(key, path);
        return path;
    }

    /** A directory on the way may be a symbolic link to somewhere else. */
    void requireInside(String key, Path path) throws ObjectStoreException {
        for (Path each = path.getParent(); each != null && !each.equals(root); each = each.getParent()) {
            if (Files.isSymbolicLink(each)) {
                throw new ObjectStoreException(
                        Reason.INVALID, "expected no symbolic link on the way to an object, found one at " + key, null);
            }
        }
    }

    private static StoredObject described(String key, BasicFileAttributes file, Map<String, String> values) {
        return new StoredObject(
                key,
                file.size(),
                DirectoryFiles.etag(file),
                file.lastModifiedTime().toInstant(),
                values);
    }

    /** Passes on the files whose keys begin with a prefix. */
    private final class Listing extends SimpleFileVisitor<Path> {
        private final String prefix;
        private final Consumer<StoredObject> objects;

        Listing(String prefix, Consumer<StoredObject> objects) {
            this.prefix = prefix;
            this.objects = objects;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean listed = directory.equals(root) || (!isHidden(directory) && mayHold(key(directory) + "/"));
            return listed ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        private boolean mayHold(String keys) {
            return keys.startsWith(prefix) || prefix.startsWith(keys);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file) && key(file).startsWith(prefix)) {
                objects.accept(described(key(file), attributes, Map.of()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private boolean isHidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private String key(Path path) {
            return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        }
    }

    /** A file that fails at its end if it isn't the same any more. */
    private static final class UnchangedFile extends FilterInputStream {
        private final String key;
        private final Path path;
        private final String etag;

        UnchangedFile(InputStream in, String key, Path path, String etag) {
            super(in);
            this.key = key;
            this.path = path;
            this.etag = etag;
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return checked(super.read(target, offset, length));
        }

        private int checked(int read) throws IOException {
            if (read < 0) {
                try {
                    DirectoryFiles.require(key, path, etag);
                } catch (ObjectStoreException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
            return read;
        }
    }
}
