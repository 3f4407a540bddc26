package dev.sluice.schemas.message;

/** The names of clients that no key has. */
public final class FileClients {
    /** Owns the files of callers without a key. */
    public static final String ANONYMOUS = "anonymous";

    /** Owns the files of direct producers, all of which are one client: a record doesn't tell who wrote it. */
    public static final String PRODUCERS = "producers";

    private FileClients() {}
}
