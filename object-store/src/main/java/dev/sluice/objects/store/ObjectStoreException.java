package dev.sluice.objects.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A store didn't do what it was asked for. The message names the object, and no credentials. */
public final class ObjectStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** There is no such object, or no such bucket. */
        MISSING(false),
        /** The object isn't the one with that etag any more. */
        CHANGED(false),
        /** The credentials don't allow it. */
        FORBIDDEN(false),
        /** A key, or metadata, that the store can't have. */
        INVALID(false),
        /** The store doesn't answer, asks to slow down, or is full, even after several tries. */
        UNAVAILABLE(true);

        private final boolean temporary;

        Reason(boolean temporary) {
            this.temporary = temporary;
        }
    }

    ObjectStoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** A failure while files or connections were read or written. */
    public static ObjectStoreException of(String what, Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return new ObjectStoreException(Reason.MISSING, "there is no " + what, failure);
        }
        if (failure instanceof AccessDeniedException) {
            return new ObjectStoreException(Reason.FORBIDDEN, "no access to " + what, failure);
        }
        return new ObjectStoreException(Reason.UNAVAILABLE, what + ": " + failure.getMessage(), failure);
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same request may succeed later. */
    public boolean isTemporary() {
        return reason.temporary;
    }
}
