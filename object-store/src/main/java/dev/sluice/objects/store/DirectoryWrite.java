package dev.sluice.objects.store;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of a directory that is being written, under a temporary name. */
final class DirectoryWrite extends ObjectWrite {
    private final DirectoryStore store;
    private final String key;
    private final Map<String, String> values;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream out;

    DirectoryWrite(DirectoryStore store, String key, Map<String, String> values) throws IOException {
        this.store = store;
        this.key = key;
        this.values = values;
        temporary = store.temporary();
        channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        out = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public Optional<StoredObject> complete(@Nullable String replaces) throws ObjectStoreException {
        try {
            channel.force(true);
            channel.close();
            Path target = store.path(key);
            Files.createDirectories(target.getParent());
            // Again, as a directory on the way may be another one now.
            store.requireInside(key, target);
            String etag =
                    DirectoryFiles.etag(DirectoryFiles.attributes(temporary).orElseThrow());
            store.metadata().write(key, etag, values, store.temporary());
            return replaces == null ? link(target) : replace(target, replaces);
        } catch (IOException e) {
            throw ObjectStoreException.of(key, e);
        }
    }

    private Optional<StoredObject> link(Path target) throws IOException, ObjectStoreException {
        try {
            Files.createLink(target, temporary);
            DirectoryFiles.forceEntry(target);
            return Optional.empty();
        } catch (FileAlreadyExistsException e) {
            return Optional.of(store.find(key)
                    .orElseThrow(() ->
                            new ObjectStoreException(Reason.UNAVAILABLE, key + " was there, and is gone again", e)));
        }
    }

    /** Files can't be replaced on a condition, so processes that replace any take turns. */
    private Optional<StoredObject> replace(Path target, String etag) throws IOException, ObjectStoreException {
        // A lock is one of the process, not of a thread.
        synchronized (store) {
            try (FileChannel lock =
                            FileChannel.open(store.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                Optional<StoredObject> found = store.find(key);
                if (found.isEmpty()) {
                    throw new ObjectStoreException(Reason.MISSING, "there is no " + key + " to replace", null);
                }
                if (!found.get().etag().equals(etag) || !held.isValid()) {
                    return found;
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                DirectoryFiles.forceEntry(target);
                store.metadata().delete(key, etag);
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
