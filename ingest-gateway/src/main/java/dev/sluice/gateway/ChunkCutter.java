package dev.sluice.gateway;

import dev.sluice.schemas.csv.RecordScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a CSV text into its header row and chunks of whole records. Where it cuts depends on the content alone: before
 * the record that would make the chunk too large. Holds one chunk and one row at most, and less for a small file.
 *
 * <p>Call {@link #header} once, then {@link #next} until there is no more. Not thread-safe.
 */
final class ChunkCutter {
    private static final int FIRST_BUFFER = 8 * 1024;
    /** Room beyond a chunk and a row, so that reads don't become tiny when the buffer is nearly full. */
    private static final int READ_AHEAD = 64 * 1024;

    private final InputStream in;
    private final int chunkBytes;
    private final int maxRowBytes;
    private final RecordScanner scanner = new RecordScanner(',');

    // In the buffer: 0 <= chunkStart <= rowStart <= scanned <= limit.
    private byte[] buffer;
    private int chunkStart;
    private int rowStart;
    private int scanned;
    private int limit;
    private boolean atEnd;

    private long chunks;
    private long chunkLine = 1;
    private long rowLine = 1;
    private boolean lineOpen;

    /**
     * @param chunkBytes the most that a chunk may hold; at least {@code maxRowBytes}
     * @param maxRowBytes the most that a record may hold, its line ending included
     */
    ChunkCutter(InputStream in, int chunkBytes, int maxRowBytes) {
        if (chunkBytes < maxRowBytes) {
            throw new IllegalArgumentException("a chunk of " + chunkBytes + " can't hold a row of " + maxRowBytes);
        }
        this.in = in;
        this.chunkBytes = chunkBytes;
        this.maxRowBytes = maxRowBytes;
        this.buffer = new byte[FIRST_BUFFER];
    }

    /**
     * The first record that isn't blank, without byte order mark and line ending.
     *
     * @throws UploadException if there is none, or if it can't be one
     * @throws IOException if the text broke off
     */
    byte[] header() throws UploadException, IOException {
        skipByteOrderMark();
        while (scanRow()) {
            int from = rowStart;
            int to = rowStart + lengthOfContent(rowStart, scanned);
            long line = rowLine;
            passRow();
            chunkStart = rowStart;
            chunkLine = rowLine;
            if (isBlank(from, to)) {
                continue;
            }
            if (scanner.inQuotes()) {
                throw new UploadException(
                        Problem.UNCLOSED_QUOTE,
                        "the header row (line " + line + ") opens a quoted field that is never closed");
            }
            return Arrays.copyOfRange(buffer, from, to);
        }
        throw new UploadException(
                Problem.EMPTY_FILE, "expected a header row and rows of CSV, found nothing but blank lines or nothing");
    }

    /**
     * The next chunk, or nothing after the last.
     *
     * @throws UploadException if the text can't be a CSV from here on
     * @throws IOException if the text broke off
     */
    Optional<Chunk> next() throws UploadException, IOException {
        while (scanRow()) {
            boolean full = scanned - chunkStart > chunkBytes;
            Optional<Chunk> chunk = full ? Optional.of(takeChunk()) : Optional.empty();
            passRow();
            if (full) {
                return chunk;
            }
        }
        return chunkStart < rowStart ? Optional.of(takeChunk()) : Optional.empty();
    }

    /** How many chunks there were so far. */
    long chunks() {
        return chunks;
    }

    /** The physical lines so far, the last one whether it has a line ending or not. */
    long lines() {
        return rowLine - 1 + (lineOpen ? 1 : 0);
    }

    private void skipByteOrderMark() throws UploadException, IOException {
        while (limit < 3 && !atEnd) {
            fill();
        }
        if (startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE)) {
            throw new UploadException(
                    Problem.NOT_TEXT,
                    "expected UTF-8 text, found the byte order mark of UTF-16: save the file as UTF-8");
        }
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            chunkStart = 3;
            rowStart = 3;
            scanned = 3;
        }
    }

    private boolean startsWith(int... bytes) {
        if (limit < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((buffer[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Looks for the end of the row at {@code rowStart} and puts {@code scanned} there; false where no row is left. */
    private boolean scanRow() throws UploadException, IOException {
        while (true) {
            // Never a byte beyond the limit of a row, so that what is said of a long one doesn't depend on reads.
            int to = Math.min(limit, rowStart + maxRowBytes + 1);
            int end = scanner.findEnd(buffer, scanned, to);
            int seen = end < 0 ? to : end;
            refuseNul(scanned, seen);
            scanned = seen;
            if (scanned - rowStart > maxRowBytes) {
                throw rowTooLong();
            }
            if (end >= 0) {
                return true;
            }
            if (atEnd) {
                return scanned > rowStart;
            }
            fill();
        }
    }

    private void passRow() {
        lineOpen = !isLineBreak(buffer[scanned - 1]);
        rowLine += scanner.takeLineBreaks();
        rowStart = scanned;
    }

    /** The rows before {@code rowStart} that were not taken yet. */
    private Chunk takeChunk() {
        Chunk chunk = new Chunk(chunks++, chunkLine, Arrays.copyOfRange(buffer, chunkStart, rowStart));
        chunkStart = rowStart;
        chunkLine = rowLine;
        return chunk;
    }

    private void fill() throws IOException {
        if (limit == buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            atEnd = true;
            return;
        }
        limit += read;
    }

    private void makeRoom() {
        int kept = limit - chunkStart;
        int most = chunkBytes + maxRowBytes + READ_AHEAD;
        boolean grow = kept > buffer.length / 2 && buffer.length < most;
        byte[] target = grow ? new byte[Math.min(most, 2 * buffer.length)] : buffer;
        System.arraycopy(buffer, chunkStart, target, 0, kept);
        buffer = target;
        rowStart -= chunkStart;
        scanned -= chunkStart;
        limit = kept;
        chunkStart = 0;
    }

    private void refuseNul(int from, int to) throws UploadException {
        for (int i = from; i < to; i++) {
            if (buffer[i] == 0) {
                throw new UploadException(
                        Problem.NOT_TEXT,
                        "expected UTF-8 text, found a NUL byte in the row that begins on line " + rowLine
                                + ": a binary file, or UTF-16 without a byte order mark");
            }
        }
    }

    private UploadException rowTooLong() {
        String hint = scanner.inQuotes() ? "; a quoted field is open there, its quote may never be closed" : "";
        return new UploadException(
                Problem.ROW_TOO_LONG,
                "the row that begins on line " + rowLine + " is longer than " + maxRowBytes + " bytes" + hint);
    }

    private int lengthOfContent(int from, int to) {
        int end = to;
        if (end > from && buffer[end - 1] == '\n') {
            end--;
        }
        if (end > from && buffer[end - 1] == '\r') {
            end--;
        }
        return end - from;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLineBreak(byte b) {
        return b == '\n' || b == '\r';
    }
}
