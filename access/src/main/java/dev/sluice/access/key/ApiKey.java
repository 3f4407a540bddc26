package dev.sluice.access.key;

import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.message.FileClients;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A client's key. Several keys may have the same name, so that a client can change to a new one before the old one is
 * revoked: they are one client.
 *
 * @param name the client's name
 * @param sha256 the SHA-256 of the secret, in lower-case hexadecimal
 * @param rights what the client may do
 * @param allFiles whether it may use the files of all clients, or only those that it uploaded itself
 * @param quota how much it may use each instance of a service
 * @param created when the key was made
 */
public record ApiKey(String name, String sha256, Set<Right> rights, boolean allFiles, Quota quota, Instant created) {
    /** What a name may be, in words. */
    public static final String NAME_IN_WORDS =
            "up to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    /** Callers without a key, services among themselves, and producers that write to topics. */
    private static final Set<String> RESERVED = Set.of(Caller.ANONYMOUS, "internal", FileClients.PRODUCERS);

    public ApiKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: expected " + NAME_IN_WORDS);
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("name: \"" + name + "\" is reserved");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256: expected 64 digits of lower-case hexadecimal");
        }
        if (rights.isEmpty()) {
            throw new IllegalArgumentException("rights: expected at least one of read, write, delete and operate");
        }
        rights = Set.copyOf(EnumSet.copyOf(rights));
    }

    /** The client that sends it. */
    public Caller caller() {
        return new Caller(name, rights, allFiles);
    }
}
