package dev.sluice.access.file;

import dev.sluice.runtime.http.Caller;
import dev.sluice.schemas.message.FileClients;
import java.util.Set;
import java.util.regex.Pattern;

/** What a client or a person may be named. */
public final class ClientName {
    /** The same in words. */
    public static final String IN_WORDS = "up to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** Callers without a key, services among themselves, and producers that write to topics. */
    private static final Set<String> RESERVED = Set.of(Caller.ANONYMOUS, "internal", FileClients.PRODUCERS);

    private ClientName() {}

    /**
     * Refuses others.
     *
     * @throws IllegalArgumentException with the reason
     */
    public static void require(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: expected " + IN_WORDS);
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("name: \"" + name + "\" is reserved");
        }
    }
}
