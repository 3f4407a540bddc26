package dev.sluice.access.user;

import dev.sluice.access.file.CurrentFile;
import dev.sluice.access.file.InvalidFileException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The people of the file as it is now. Thread-safe. */
public final class CurrentUsers {
    private final UsersFile source;
    private final CurrentFile<User, Map<String, User>> file;

    /**
     * @param nanos the clock, {@link System#nanoTime}
     * @throws InvalidFileException if the file is faulty now
     */
    public CurrentUsers(UsersFile file, LongSupplier nanos) throws InvalidFileException {
        this.source = file;
        this.file = new CurrentFile<>(file, CurrentUsers::byName, nanos);
    }

    private static Map<String, User> byName(List<User> users) {
        return users.stream().collect(Collectors.toUnmodifiableMap(User::name, Function.identity()));
    }

    /** The user of that name, or null if there is none. */
    public @Nullable User find(String name) {
        return file.get().get(name);
    }

    /** Whether there is no user yet. */
    public boolean isEmpty() {
        return file.get().isEmpty();
    }

    /**
     * Adds the first user to the file, unless it has one by now.
     *
     * @return whether that user is the first
     * @throws IOException if the file can't be written
     */
    public synchronized boolean addFirst(User user) throws IOException {
        try {
            if (!source.read().isEmpty()) {
                return false;
            }
        } catch (InvalidFileException e) {
            // What is wrong with it must not be lost.
            throw new IOException(e.getMessage(), e);
        }
        source.write(List.of(user));
        file.expire();
        return true;
    }

    /** Why the file can't be used at present, or null. */
    public @Nullable String fault() {
        return file.fault();
    }

    /** The number of users. */
    public int size() {
        return file.size();
    }
}
