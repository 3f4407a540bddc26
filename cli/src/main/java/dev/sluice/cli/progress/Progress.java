package dev.sluice.cli.progress;

import dev.sluice.schemas.query.FileSummary;

/** Receives the progress of a file. */
public interface Progress extends AutoCloseable {
    /**
     * This number of bytes has been sent.
     *
     * @param total the size of the file, or -1 if it isn't known
     */
    void uploading(String filename, long bytes, long total);

    /** The upload can't go on for the moment. */
    void interrupted(String filename);

    /**
     * The upload goes on from here.
     *
     * @param total the size of the file
     */
    void resumed(long bytes, long total);

    /** The file is sent and accepted; this is its status. */
    void aggregating(FileSummary file);

    /** The file is finished. The next one may follow; a second call has no effect. */
    @Override
    void close();
}
