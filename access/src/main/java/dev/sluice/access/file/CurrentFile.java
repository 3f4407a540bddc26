package dev.sluice.access.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of a file as it is now: when they are used, it looks at most once a second whether the file has changed.
 * While the file is faulty, the entries before the change remain valid. Thread-safe.
 *
 * @param <E> an entry of the file
 * @param <V> how entries are looked up
 */
public final class CurrentFile<E, V> {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentFile.class);
    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();
    /** A file that was changed so shortly before it was read may change again without another time. */
    private static final long SETTLED_MS = 2_000;

    private final AccessFile<E> file;
    private final Function<List<E>, V> view;
    private final LongSupplier nanos;
    private volatile Loaded<E, V> loaded;
    private volatile @Nullable String fault;
    private volatile long checkedAt;
    private @Nullable Version version;

    private record Version(@Nullable Object id, long modified, long size) {}

    private record Loaded<E, V>(List<E> entries, V view) {}

    /**
     * @param view makes what the entries are looked up in
     * @param nanos the clock, {@link System#nanoTime}
     * @throws InvalidFileException if the file is faulty now
     */
    public CurrentFile(AccessFile<E> file, Function<List<E>, V> view, LongSupplier nanos) throws InvalidFileException {
        this.file = file;
        this.view = view;
        this.nanos = nanos;
        this.version = versionNow();
        this.loaded = loaded(file.read());
        this.checkedAt = nanos.getAsLong();
    }

    private Loaded<E, V> loaded(List<E> entries) {
        List<E> fixed = List.copyOf(entries);
        return new Loaded<>(fixed, view.apply(fixed));
    }

    /** What is valid now. */
    public V get() {
        refresh();
        return loaded.view;
    }

    /** Why the file can't be used at present, or null. */
    public @Nullable String fault() {
        refresh();
        return fault;
    }

    /** The valid entries. */
    public List<E> all() {
        refresh();
        return loaded.entries;
    }

    /** The number of valid entries. */
    public int size() {
        return loaded.entries.size();
    }

    /** Reads the file at the next use, after this process has written it. */
    public synchronized void expire() {
        version = null;
        checkedAt = nanos.getAsLong() - CHECK_NANOS;
    }

    private void refresh() {
        if (nanos.getAsLong() - checkedAt >= CHECK_NANOS) {
            check();
        }
    }

    private synchronized void check() {
        if (nanos.getAsLong() - checkedAt < CHECK_NANOS) {
            return;
        }
        Version found = versionNow();
        if (found == null || !found.equals(version)) {
            load(found);
        }
        checkedAt = nanos.getAsLong();
    }

    private void load(@Nullable Version found) {
        try {
            Loaded<E, V> read = loaded(file.read());
            if (!read.entries.equals(loaded.entries)) {
                LOG.info(
                        "The {} in {} have changed: {} are valid now",
                        file.entries(),
                        file.path(),
                        read.entries.size());
            }
            loaded = read;
            fault = null;
        } catch (InvalidFileException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(fault)) {
                LOG.error(
                        "{}: {}. The {} {} before the change remain valid",
                        file.path(),
                        reason,
                        size(),
                        file.entries());
            }
            fault = reason;
        }
        version = found;
    }

    /** Null if it can't be known, so that the file is read at the next check again. */
    private @Nullable Version versionNow() {
        try {
            BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
            long modified = now.lastModifiedTime().toMillis();
            return Math.abs(System.currentTimeMillis() - modified) < SETTLED_MS
                    ? null
                    : new Version(now.fileKey(), modified, now.size());
        } catch (IOException e) {
            return null;
        }
    }
}
