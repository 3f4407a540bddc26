package dev.sluice.access.key;

import dev.sluice.access.file.CurrentFile;
import dev.sluice.access.file.InvalidFileException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of the file as it is now. Thread-safe. */
public final class CurrentKeys {
    private static final int MAX_LENGTH = 200;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    private final @Nullable CurrentFile<ApiKey, KeyRing> file;

    /**
     * @param nanos the clock, {@link System#nanoTime}
     * @throws InvalidFileException if the file is faulty now
     */
    public CurrentKeys(KeysFile file, LongSupplier nanos) throws InvalidFileException {
        this.file = new CurrentFile<>(file, KeyRing::new, nanos);
    }

    private CurrentKeys() {
        this.file = null;
    }

    /** Of a Sluice that has no keys file. */
    public static CurrentKeys none() {
        return new CurrentKeys();
    }

    /** The key with that secret, or null if there is none. */
    public @Nullable ApiKey find(String secret) {
        return file != null && VISIBLE.matcher(secret).matches() ? file.get().find(KeySecret.sha256(secret)) : null;
    }

    /** Why the file can't be used at present, or null. */
    public @Nullable String fault() {
        return file == null ? null : file.fault();
    }

    /** The valid keys. */
    public List<ApiKey> all() {
        return file == null ? List.of() : file.all();
    }

    /** The number of valid keys. */
    public int size() {
        return file == null ? 0 : file.size();
    }
}
