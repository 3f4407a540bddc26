package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.csv.RecordScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts the text of a CSV file into chunks of whole records. The cuts depend on the content alone: a chunk ends before
 * the record that would make it too large. Buffers at most one chunk and one row; less for a small file.
 *
 * <p>Call {@link #skipHeaderRow} if the file has a header row, then {@link #next} until it returns nothing. Not
 * thread-safe.
 */
public final class ChunkCutter {
    private static final int FIRST_BUFFER = 8 * 1024;
    /** Space beyond a chunk and a row, so that reads stay large when the buffer is nearly full. */
    private static final int READ_AHEAD = 64 * 1024;

    private final InputStream rest;
    private final int chunkBytes;
    private final int maxRowBytes;
    private final RecordScanner scanner;

    // Invariant in the buffer: 0 <= chunkStart <= rowStart <= scanned <= limit.
    private byte[] buffer;
    private int chunkStart;
    private int rowStart;
    private int scanned;
    private int limit;
    private boolean atEnd;

    private long chunks;
    private long chunkLine;
    private long rowLine;
    private boolean lineOpen;

    /**
     * @param start the beginning of the text
     * @param rest the text after it, UTF-8
     * @param chunkBytes the maximum size of a chunk; at least {@code maxRowBytes}
     * @param maxRowBytes the maximum size of a record, its line ending included
     */
    public ChunkCutter(CsvPreamble start, InputStream rest, char delimiter, int chunkBytes, int maxRowBytes) {
        if (chunkBytes < maxRowBytes) {
            throw new IllegalArgumentException("a chunk of " + chunkBytes + " can't hold a row of " + maxRowBytes);
        }
        this.rest = rest;
        this.chunkBytes = chunkBytes;
        this.maxRowBytes = maxRowBytes;
        this.scanner = new RecordScanner(delimiter);
        this.buffer = Arrays.copyOf(start.text(), Math.max(start.text().length, FIRST_BUFFER));
        this.limit = start.text().length;
        this.chunkLine = start.line();
        this.rowLine = start.line();
    }

    /**
     * Skips the first record and others after it.
     *
     * @param others their number, without blank lines
     * @throws RefusedException if one is no valid record
     * @throws IOException if the text broke off
     */
    public void skipHeaderRow(int others) throws IOException {
        int left = others + 1;
        while (left > 0 && scanRow()) {
            left -= isBlankRow() ? 0 : 1;
            passRow();
        }
        chunkStart = rowStart;
        chunkLine = rowLine;
    }

    /**
     * The next chunk, or nothing after the last one.
     *
     * @throws RefusedException if the rest of the text is not valid CSV
     * @throws IOException if the text broke off
     */
    public Optional<Chunk> next() throws IOException {
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

    /** The number of chunks returned so far. */
    long chunks() {
        return chunks;
    }

    /** The number of physical lines so far; the last one counts with or without a line ending. */
    long lines() {
        return rowLine - 1 + (lineOpen ? 1 : 0);
    }

    /** Finds the end of the row at {@code rowStart} and sets {@code scanned} to it. Returns false if no row is left. */
    private boolean scanRow() throws IOException {
        while (true) {
            // Never scans a byte beyond the row limit, so that the message about a long row doesn't depend on the size
            // of reads.
            int to = Math.min(limit, rowStart + maxRowBytes + 1);
            int end = scanner.findEnd(buffer, scanned, to);
            if (scanner.sawNul()) {
                throw CsvPreamble.nul("in the row that begins on line " + rowLine);
            }
            scanned = end < 0 ? to : end;
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

    private boolean isBlankRow() {
        for (int i = rowStart; i < scanned; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && !isLineBreak(buffer[i])) {
                return false;
            }
        }
        return true;
    }

    private void passRow() {
        lineOpen = !isLineBreak(buffer[scanned - 1]);
        rowLine += scanner.takeLineBreaks();
        rowStart = scanned;
    }

    /** Takes the complete rows before {@code rowStart} as a chunk. */
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
        int read = rest.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            atEnd = true;
            return;
        }
        limit += read;
    }

    private void makeRoom() {
        int kept = limit - chunkStart;
        int max = chunkBytes + maxRowBytes + READ_AHEAD;
        boolean grow = kept > buffer.length / 2 && buffer.length < max;
        byte[] target = grow ? new byte[Math.min(max, 2 * buffer.length)] : buffer;
        System.arraycopy(buffer, chunkStart, target, 0, kept);
        buffer = target;
        rowStart -= chunkStart;
        scanned -= chunkStart;
        limit = kept;
        chunkStart = 0;
    }

    private RefusedException rowTooLong() {
        String hint = scanner.inQuotes() ? "; it is inside a quoted field, whose closing quote may be missing" : "";
        return new RefusedException(
                Problem.ROW_TOO_LONG,
                "the row that begins on line " + rowLine + " is longer than " + maxRowBytes + " bytes" + hint);
    }

    private static boolean isLineBreak(byte b) {
        return b == '\n' || b == '\r';
    }
}
