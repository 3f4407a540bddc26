package dev.sluice.aggregator.file;

/**
 * How far the sender of a file has come, by its own events: the gateway of an upload, the producer of an open stream.
 *
 * @param opened whether its beginning is known
 * @param closed whether all of it is sent
 * @param deadlineMs how long an upload may be without an event
 * @param lastEventMs the broker's time of the last of the upload's events
 * @param bytes received by the gateway
 * @param chunks of an upload; of a closed one all
 * @param streamRows of a closed stream
 */
public record SenderProgress(
        boolean opened, boolean closed, long deadlineMs, long lastEventMs, long bytes, long chunks, long streamRows) {
    public static final SenderProgress NONE = new SenderProgress(false, false, 0, 0, 0, 0, 0);

    SenderProgress opened(long newDeadlineMs, long atMs) {
        return new SenderProgress(true, closed, newDeadlineMs, atMs, bytes, chunks, streamRows);
    }

    /** Figures that come late, after others or after the end, change nothing. */
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

    /** A file of one record is opened and closed with it. */
    SenderProgress ofRecord(long allBytes) {
        return new SenderProgress(true, true, deadlineMs, lastEventMs, allBytes, 1, streamRows);
    }

    /** The last count of rows prevails. */
    SenderProgress streamClosed(long rows) {
        return new SenderProgress(opened, true, deadlineMs, lastEventMs, bytes, chunks, rows);
    }
}
