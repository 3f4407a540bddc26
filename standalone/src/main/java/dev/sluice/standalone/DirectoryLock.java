package dev.sluice.standalone;

import dev.sluice.runtime.PrivateDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lock of one process on a data directory. The operating system releases it however the process ends. */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a directory, and creates it if necessary.
     *
     * @throws DataDirectoryException if another process holds the lock
     * @throws IOException if it can't be created or written to
     */
    static DirectoryLock claim(Path directory) throws IOException {
        var unused = PrivateDirectory.create(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw DataDirectoryException.inUse(directory);
        }
        return new DirectoryLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held in this JVM: as much in use as by another process.
            return null;
        }
    }
}
