package dev.sluice.client;

/** Receives the progress of an upload, from one thread or another. It must return quickly. */
public interface UploadProgress {
    /** Ignores all of it. */
    UploadProgress NONE = bytes -> {};

    /** This number of bytes has been sent so far: fewer than before if some have to be sent again. */
    void sent(long bytes);

    /** A resumable upload can't go on for the moment, and is tried again. */
    default void interrupted() {}

    /**
     * It goes on, at the same gateway or another one.
     *
     * @param bytes the number of bytes that had arrived
     */
    default void resumed(long bytes) {}
}
