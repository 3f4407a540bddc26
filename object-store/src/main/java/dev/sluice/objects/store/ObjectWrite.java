package dev.sluice.objects.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object that is being written. Its memory is bounded, whatever its size. Not thread-safe. {@link #close} without
 * {@link #complete} aborts it: nothing of it remains, or becomes visible.
 */
public abstract class ObjectWrite extends OutputStream {
    /**
     * Makes the object visible, whole, if the key is as expected.
     *
     * @param replaces the etag of the object that this one replaces, or null if there must be none
     * @return what was there instead and remains, or empty if the object was written
     * @throws ObjectStoreException if it may or may not have been written: another attempt tells
     */
    public abstract Optional<StoredObject> complete(@Nullable String replaces) throws ObjectStoreException;

    /** Aborts it unless it is complete. */
    @Override
    public abstract void close() throws IOException;
}
