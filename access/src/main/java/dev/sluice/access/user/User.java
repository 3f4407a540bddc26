package dev.sluice.access.user;

import dev.sluice.access.file.ClientName;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A person who signs in with a password.
 *
 * @param name the person's name; a key of the same name is the same client
 * @param password the hash of the password, as {@link Passwords} writes it
 * @param rights what the person may do
 * @param allFiles whether the person may use the files of all clients, or only those of this name
 * @param created when the person was added
 * @param changed when all sessions of the person were ended last: by another password, or on request
 */
public record User(
        String name, String password, Set<Right> rights, boolean allFiles, Instant created, Instant changed) {
    public User {
        ClientName.require(name);
        Passwords.requireHash(password);
        if (rights.isEmpty()) {
            throw new IllegalArgumentException("rights: expected at least one of read, write, delete and operate");
        }
        rights = Set.copyOf(EnumSet.copyOf(rights));
    }

    public Caller caller() {
        return new Caller(name, rights, allFiles);
    }

    /** The same person with another password. */
    public User withPassword(String hash, Instant now) {
        return new User(name, hash, rights, allFiles, created, now);
    }

    /** The same person, whose sessions have ended. */
    public User signedOut(Instant now) {
        return withPassword(password, now);
    }

    /** What sessions of the person depend on: with another value they have ended. */
    public String version() {
        return String.join("\n", name, password, created.toString(), changed.toString());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "User[name=" + name + ", rights=" + rights + ", allFiles=" + allFiles + ", created=" + created
                + ", changed=" + changed + "]";
    }
}
