package dev.sluice.access.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the file as it is now: when it is used, it looks at most once a second whether the file has changed. While
 * the file is faulty, the keys before the change remain valid. Thread-safe.
 */
public final class CurrentKeys {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentKeys.class);
    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();
    /** A file that was changed so shortly before it was read may change again without another time. */
    private static final long SETTLED_MS = 2_000;

    private static final int MAX_LENGTH = 200;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    private final KeysFile file;
    private final LongSupplier nanos;
    private volatile KeyRing keys;
    private volatile @Nullable String fault;
    private volatile long checkedAt;
    private @Nullable Version version;

    private record Version(@Nullable Object id, long modified, long size) {}

    /**
     * @param nanos the clock, {@link System#nanoTime}
     * @throws InvalidKeysException if the file is faulty now
     */
    public CurrentKeys(KeysFile file, LongSupplier nanos) throws InvalidKeysException {
        this.file = file;
        this.nanos = nanos;
        this.version = versionNow();
        this.keys = new KeyRing(file.read());
        this.checkedAt = nanos.getAsLong();
    }

    /** The key with that secret, or null if there is none. */
    public @Nullable ApiKey find(String secret) {
        refresh();
        return VISIBLE.matcher(secret).matches() ? keys.find(KeySecret.sha256(secret)) : null;
    }

    /** Why the file can't be used at present, or null. */
    public @Nullable String fault() {
        refresh();
        return fault;
    }

    /** The number of valid keys. */
    public int size() {
        return keys.size();
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
            KeyRing read = new KeyRing(file.read());
            if (read.differs(keys)) {
                LOG.info("The keys in {} have changed: {} keys are valid now", file.path(), read.size());
            }
            keys = read;
            fault = null;
        } catch (InvalidKeysException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(fault)) {
                LOG.error("{}: {}. The {} keys before the change remain valid", file.path(), reason, keys.size());
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
