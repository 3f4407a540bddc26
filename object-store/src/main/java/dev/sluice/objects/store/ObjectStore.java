package dev.sluice.objects.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects below a location: a bucket and a prefix, or a directory. Keys are relative to it, with {@code /} between their
 * parts. Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {
    /**
     * Passes on all objects whose keys begin with a prefix, in no particular order and with a bounded number in memory.
     * Objects that are written meanwhile may be missed.
     *
     * @param prefix may be empty
     */
    void list(String prefix, Consumer<StoredObject> objects) throws ObjectStoreException;

    /** Describes an object, if there is one. */
    Optional<StoredObject> find(String key) throws ObjectStoreException;

    /**
     * Opens an object. The stream ends with an {@link IOException} whose cause is an {@link ObjectStoreException} if the
     * object changes while it is read, or the store fails; it never ends early without one.
     *
     * @throws ObjectStoreException with {@code MISSING} or {@code CHANGED} if there is none with this etag
     */
    InputStream open(String key, String etag) throws ObjectStoreException;

    /**
     * Begins an object, which isn't visible before it is completed.
     *
     * @param metadata at most 2 KiB of ASCII
     */
    ObjectWrite create(String key, Map<String, String> metadata) throws ObjectStoreException;

    /** Deletes an object; no failure if there is none. */
    void delete(String key) throws ObjectStoreException;

    /**
     * Removes what is left of writes that were neither completed nor aborted, because their process died.
     *
     * @param age the minimum age; it must exceed the duration of any write
     * @return how many there were
     */
    int sweep(Duration age) throws ObjectStoreException;

    @Override
    void close();
}
