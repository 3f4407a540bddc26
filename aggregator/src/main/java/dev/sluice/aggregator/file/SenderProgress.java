package dev.sluice.aggregator.file;

/**
 * The progress of a file's sender, as its events report it. The sender is the gateway of an upload or a producer of an
 * open stream.
 *
 * @param opened whether the start of the file is known
 * @param closed whether the file was sent completely
 * @param deadlineMs the maximum time between two events of an upload
 * @param lastEventMs the broker's timestamp of the upload's last event
 * @param bytes the number of bytes that the gateway received
 * @param chunks the number of chunks so far; of a closed upload, of all chunks
 * @param streamRows the number of rows of a closed stream
 */
public record SenderProgress(
        boolean opened, boolean closed, long deadlineMs, long lastEventMs, long bytes, long chunks, long streamRows) {
    public static final SenderProgress NONE = new SenderProgress(false, false, 0, 0, 0, 0, 0);

    SenderProgress opened(long newDeadlineMs, long atMs) {
        return new SenderProgress(true, closed, newDeadlineMs, atMs, bytes, chunks, streamRows);
    }

    /**
     * Applies a progress event. Its counts are ignored if they are lower than the known ones or if the file is closed.
     */
    SenderProgress progressed(long newBytes, long newChunks, long atMs) {
        return new SenderProgress(
                opened,
                closed,
                deadlineMs,
                atMs,
                closed ? bytes : Math.max(bytes, newBytes),
                closed ? chunks : Math.max(chunks, newChunks),
                streamRows);
    }

    SenderProgress closed(long allBytes, long allChunks, long atMs) {
        return new SenderProgress(opened, true, deadlineMs, atMs, allBytes, allChunks, streamRows);
    }

    /** Opens and closes a file of one record. */
    SenderProgress ofRecord(long allBytes) {
        return new SenderProgress(true, true, deadlineMs, lastEventMs, allBytes, 1, streamRows);
    }

    /** Closes a stream; the latest row count takes precedence. */
    SenderProgress streamClosed(long rows) {
        return new SenderProgress(opened, true, deadlineMs, lastEventMs, bytes, chunks, rows);
    }
}
