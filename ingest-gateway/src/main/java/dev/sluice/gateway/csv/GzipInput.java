package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.InflateLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a gzip stream (RFC 1952) of one or more members. Zeros behind a member are padding to whole blocks, and are
 * skipped, as gzip(1) skips them at the end of a file. Replaces {@code GZIPInputStream}, which takes a client's pause
 * between two members for the end of the file.
 *
 * <p>Closing frees the inflater and leaves the source open. Not thread-safe.
 */
final class GzipInput extends InputStream {
    private static final int ID1 = 0x1F;
    private static final int ID2 = 0x8B;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final InflateLimits limits;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] source = new byte[8 * 1024];
    // source[at, limit) is unused; inside a member the inflater tracks how many bytes it has left.
    private int at;
    private int limit;
    private long fetched;
    private long inflated;
    private boolean inMember;
    private boolean ended;

    GzipInput(InputStream in, InflateLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads inflated bytes.
     *
     * @throws RefusedException if the source isn't gzip, is truncated, or exceeds the limits
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || startMember()) {
            int read = inflate(target, offset, length);
            if (read > 0) {
                crc.update(target, offset, read);
                inflated += read;
                limits.check(fetched - inflater.getRemaining(), inflated);
                return read;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                at = limit;
                require(fetch());
                inflater.setInput(source, 0, limit);
            } else {
                throw bad("a zlib stream with a preset dictionary");
            }
        }
        return -1;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] target, int offset, int length) throws RefusedException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new RefusedException(Problem.BAD_GZIP, "expected gzip, found data that can't be inflated", e);
        }
    }

    /**
     * Reads the header of a member. Returns false at the end; an empty source is reported by the reader of the text.
     */
    private boolean startMember() throws IOException {
        if (ended || (at == limit && !fetch())) {
            ended = true;
            return false;
        }
        if (next() != ID1 || next() != ID2 || next() != DEFLATE) {
            throw bad("bytes that are no gzip header");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw bad("a gzip header with unknown flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        skip((flags & HEADER_CRC) != 0 ? 2 : 0);
        inflater.reset();
        inflater.setInput(source, at, limit - at);
        crc.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        inMember = false;
        at = limit - inflater.getRemaining();
        long expectedCrc = nextInt();
        long expectedSize = nextInt();
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw bad("data that doesn't match its checksum or size");
        }
        skipPadding();
    }

    private void skipPadding() throws IOException {
        while ((at < limit || fetch()) && source[at] == 0) {
            at++;
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int character = next();
        while (character != 0) {
            character = next();
        }
    }

    private long nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private int next() throws IOException {
        require(at < limit || fetch());
        return source[at++] & 0xFF;
    }

    /** Refills the used-up source buffer. Returns false at the end. */
    private boolean fetch() throws IOException {
        int read = in.read(source, 0, source.length);
        at = 0;
        limit = Math.max(read, 0);
        fetched += limit;
        return read > 0;
    }

    private static void require(boolean there) throws RefusedException {
        if (!there) {
            throw bad("a truncated file");
        }
    }

    private static RefusedException bad(String found) {
        return new RefusedException(Problem.BAD_GZIP, "expected gzip, found " + found);
    }
}
