package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.tabular.csv.RecordScanner;
import dev.sluice.tabular.csv.RowScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the text of a file into chunks of whole records. The cuts depend on the content alone: a chunk ends before the
 * record that would make it too large. A record that is too long is a chunk by itself, with the reason for which it is
 * rejected. Buffers at most one chunk and two rows; less for a small file.
 *
 * <p>Call {@link #skipHeaderRow} if the file has a header row, then {@link #next} until it returns nothing. Not
 * thread-safe.
 */
public final class ChunkCutter {
    private static final int FIRST_BUFFER = 8 * 1024;
    /** Space beyond a chunk and a row, so that reads stay large when the buffer is nearly full. */
    private static final int READ_AHEAD = 64 * 1024;
    /**
     * A row of several lines that is this many times too long, and still inside quotes, lacks a quote: the rest of the
     * file can't be distinguished from the field.
     */
    private static final int LONGEST_QUOTES = 16;

    private final InputStream rest;
    private final int chunkBytes;
    private final int maxRowBytes;
    private final RowScanner scanner;
    private final String contentType;

    // Invariant in the buffer: 0 <= chunkStart <= rowStart <= scanned <= limit.
    private byte[] buffer;
    private int chunkStart;
    private int rowStart;
    private int scanned;
    private int limit;
    private boolean atEnd;
    /** Whether the row at {@code rowStart} ends at {@code scanned}; otherwise it is too long. */
    private boolean rowEnded;
    /** The row at hand if it is too long. Then the buffer has no more of it than the last byte. */
    private @Nullable LongRow longRow;

    private long chunks;
    /** The bytes of the text that are no longer in the buffer. */
    private long passed;

    private long chunkLine;
    private long rowLine;
    private boolean lineOpen;

    /**
     * A cutter for CSV.
     *
     * @param start the beginning of the text
     * @param rest the text after it, UTF-8
     * @param chunkBytes the maximum size of a chunk; at least {@code maxRowBytes}
     * @param maxRowBytes the maximum size of a record, its line ending included
     */
    public ChunkCutter(CsvPreamble start, InputStream rest, char delimiter, int chunkBytes, int maxRowBytes) {
        this(start, rest, new RecordScanner(delimiter), ChunkHeaders.CSV, chunkBytes, maxRowBytes);
    }

    /**
     * A cutter for any rows.
     *
     * @param start the beginning of the text; may be empty
     * @param scanner finds the ends of rows
     * @param contentType of the chunks
     */
    public ChunkCutter(
            CsvPreamble start,
            InputStream rest,
            RowScanner scanner,
            String contentType,
            int chunkBytes,
            int maxRowBytes) {
        if (chunkBytes < maxRowBytes) {
            throw new IllegalArgumentException("a chunk of " + chunkBytes + " can't hold a row of " + maxRowBytes);
        }
        this.rest = rest;
        this.chunkBytes = chunkBytes;
        this.maxRowBytes = maxRowBytes;
        this.scanner = scanner;
        this.contentType = contentType;
        this.buffer = Arrays.copyOf(start.text(), Math.max(start.text().length, FIRST_BUFFER));
        this.limit = start.text().length;
        this.passed = start.skipped();
        this.chunkLine = start.line();
        this.rowLine = start.line();
    }

    /**
     * A cutter that continues where another one was.
     *
     * @param state of the other one
     * @param rest the text that the other one hasn't read
     * @param scanner a new one
     */
    public ChunkCutter(
            CutterState state,
            InputStream rest,
            RowScanner scanner,
            String contentType,
            int chunkBytes,
            int maxRowBytes) {
        this(new CsvPreamble(state.tail(), state.line()), rest, scanner, contentType, chunkBytes, maxRowBytes);
        this.chunks = state.chunks();
        CutterState.LongRow row = state.longRow();
        if (row != null) {
            longRow = new LongRow(row.kept(), row.bytes(), row.lineBreaks());
            scanned = 1;
            rowEnded = row.ended();
            scanner.restore(row.scanner());
        }
    }

    /** A row that is too long. */
    private static final class LongRow {
        private final byte[] kept;
        private long bytes;
        private long lineBreaks;

        LongRow(byte[] kept, long bytes, long lineBreaks) {
            this.kept = kept;
            this.bytes = bytes;
            this.lineBreaks = lineBreaks;
        }
    }

    /**
     * What another cutter needs to continue. Call it after {@link #next} has returned a chunk, or has thrown what the
     * text threw; not at the end of the text.
     */
    public CutterState state() {
        LongRow row = longRow;
        return new CutterState(
                chunks,
                chunkLine,
                Arrays.copyOfRange(buffer, chunkStart, limit),
                row == null
                        ? null
                        : new CutterState.LongRow(row.kept, row.bytes, row.lineBreaks, rowEnded, scanner.state()));
    }

    /** The number of bytes of the text before the next chunk. */
    public long position() {
        return passed + chunkStart;
    }

    /** The physical line on which the next chunk begins. */
    public long line() {
        return chunkLine;
    }

    /**
     * Skips the first record and others after it.
     *
     * @param others their number, without blank lines and comments
     * @param comment the character that comments begin with, or null if there are none
     * @throws RefusedException if one can't be read
     * @throws IOException if the text broke off
     */
    public void skipHeaderRow(int others, @Nullable Character comment) throws IOException {
        int left = others + 1;
        while (left > 0 && scanRow()) {
            if (scanned - rowStart > maxRowBytes) {
                throw rowTooLong();
            }
            if (scanner.takeNul()) {
                throw CsvPreamble.nul("in the row that begins on line " + rowLine);
            }
            long lineBreaks = scanner.takeLineBreaks();
            int first = firstOfRow();
            boolean isComment = comment != null && first == comment && lineBreaks <= 1 && left <= others;
            left -= isLineBreak((byte) first) || isComment ? 0 : 1;
            passRow(lineBreaks);
        }
        chunkStart = rowStart;
        chunkLine = rowLine;
    }

    /**
     * The next chunk, or nothing after the last one.
     *
     * @throws RefusedException if a quote is never closed, so that the rest of the text can't be read
     * @throws IOException if the text broke off
     */
    public Optional<Chunk> next() throws IOException {
        Chunk next = null;
        while (next == null && (longRow != null || scanRow())) {
            if (longRow != null) {
                next = takeLongRow(longRow);
            } else if (scanned - rowStart > maxRowBytes) {
                next = chunkStart < rowStart ? takeChunk() : null;
                longRow = beginLongRow();
            } else {
                next = scanned - chunkStart > chunkBytes ? takeChunk() : null;
                passRow(scanner.takeLineBreaks());
            }
        }
        if (next == null && chunkStart < rowStart) {
            next = takeChunk();
        }
        return Optional.ofNullable(next);
    }

    /** The number of chunks cut so far. */
    public long chunks() {
        return chunks;
    }

    /** The number of physical lines so far; the last one counts with or without a line ending. */
    public long lines() {
        return rowLine - 1 + (lineOpen ? 1 : 0);
    }

    /**
     * Finds the end of the row at {@code rowStart} and sets {@code scanned} to it, or to the first byte beyond the limit
     * if the row is too long. Returns false if no row is left.
     */
    private boolean scanRow() throws IOException {
        while (true) {
            // Never scans a byte beyond the row limit, so that the message about a long row doesn't depend on the size
            // of reads.
            int to = Math.min(limit, rowStart + maxRowBytes + 1);
            int end = scanner.findEnd(buffer, scanned, to);
            scanned = end < 0 ? to : end;
            rowEnded = end >= 0;
            if (rowEnded || scanned - rowStart > maxRowBytes) {
                return true;
            }
            if (atEnd) {
                rowEnded = true;
                return scanned > rowStart;
            }
            fill();
        }
    }

    /** The row's first byte that isn't a space or a tab; a line break if there is none. */
    private byte firstOfRow() {
        int at = rowStart;
        while (at < scanned && (buffer[at] == ' ' || buffer[at] == '\t')) {
            at++;
        }
        return at < scanned ? buffer[at] : (byte) '\n';
    }

    private void passRow(long lineBreaks) {
        lineOpen = !isLineBreak(buffer[scanned - 1]);
        rowLine += lineBreaks;
        rowStart = scanned;
    }

    /** Begins to take the row at {@code rowStart}, before which all rows are taken. */
    private LongRow beginLongRow() {
        LongRow row = new LongRow(
                Arrays.copyOfRange(buffer, rowStart, scanned), (long) scanned - rowStart, scanner.takeLineBreaks());
        keepLastByte();
        return row;
    }

    /** Takes the rest of a row that is too long. May be called again if the text threw. */
    private Chunk takeLongRow(LongRow row) throws IOException {
        long longest = (long) LONGEST_QUOTES * maxRowBytes;
        while (!rowEnded) {
            row.bytes += scanOn(row.bytes < longest ? longest - row.bytes : Integer.MAX_VALUE);
            row.lineBreaks += scanner.takeLineBreaks();
            if (row.bytes == longest || rowEnded) {
                refuseOpenQuote(row.lineBreaks);
            }
        }
        long lastLine = rowLine + row.lineBreaks - (isLineBreak(buffer[scanned - 1]) ? 1 : 0);
        byte[] text = row.bytes == row.kept.length
                ? Arrays.copyOf(row.kept, RowScanner.withoutLineEnding(row.kept, 0, row.kept.length))
                : row.kept;
        BadRow why = new BadRow(tooLong(row.bytes, lastLine), row.bytes);
        Chunk chunk = new Chunk(chunks++, rowLine, text, contentType, why);
        longRow = null;
        passRow(row.lineBreaks);
        chunkStart = rowStart;
        chunkLine = rowLine;
        return chunk;
    }

    /** The last byte of a row that is too long may be the end of a line. */
    private void keepLastByte() {
        rowStart = scanned - 1;
        chunkStart = rowStart;
    }

    /**
     * Scans on in a row that is too long. Keeps no more than its last byte, which may be the end of a line.
     *
     * @return the number of bytes
     */
    private int scanOn(long most) throws IOException {
        keepLastByte();
        if (scanned == limit) {
            fill();
        }
        int from = scanned;
        int to = (int) Math.min(limit, from + most);
        int end = scanner.findEnd(buffer, from, to);
        scanned = end < 0 ? to : end;
        rowEnded = end >= 0 || (atEnd && scanned == limit);
        return scanned - from;
    }

    private void refuseOpenQuote(long lineBreaks) throws RefusedException {
        if (lineBreaks > 0 && scanner.inQuotes()) {
            throw rowTooLong();
        }
    }

    private String tooLong(long bytes, long lastLine) {
        String found =
                "expected a row of at most " + maxRowBytes + " bytes with its line ending, found one of " + bytes;
        return lastLine == rowLine
                ? found
                : found + ", on lines " + rowLine + " to " + lastLine
                        + ": a quoted cell spans them, of which a quote may be missing";
    }

    /** Takes the complete rows before {@code rowStart} as a chunk. */
    private Chunk takeChunk() {
        Chunk chunk =
                new Chunk(chunks++, chunkLine, Arrays.copyOfRange(buffer, chunkStart, rowStart), contentType, null);
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
        passed += chunkStart;
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
