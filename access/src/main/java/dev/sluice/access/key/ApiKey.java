package dev.sluice.access.key;

import dev.sluice.access.file.ClientName;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
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
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
        ClientName.require(name);
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
