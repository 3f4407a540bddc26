package dev.sluice.gateway.upload;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that one request brings. It ends only where the file does: where the request ends or breaks off
 * before that, it throws a {@link PausedException}, as often as it is asked.
 */
final class PartInput extends InputStream {
    private final InputStream body;
    private final BooleanSupplier superseded;
    private long left;
    private long read;
    private boolean paused;
    private @Nullable IOException brokenBy;

    /**
     * @param left the number of bytes up to the end of the file
     * @param superseded whether another request continues the upload
     */
    PartInput(InputStream body, long left, BooleanSupplier superseded) {
        this.body = body;
        this.left = left;
        this.superseded = superseded;
    }

    /** Whether it has ended before the file. */
    boolean isPaused() {
        return paused;
    }

    /** The number of bytes read. */
    long bytes() {
        return read;
    }

    /** Why the request broke off, or null if it didn't. */
    @Nullable
    IOException brokenBy() {
        return brokenBy;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (paused) {
            throw new PausedException("the request has ended");
        }
        if (superseded.getAsBoolean()) {
            throw new RefusedException(Problem.UPLOAD_CONTINUED, "another request continues the upload");
        }
        if (left == 0) {
            requireEnd();
            return -1;
        }
        int found = readBody(target, offset, (int) Math.min(left, length));
        if (found < 0) {
            paused = true;
            throw new PausedException("the request has ended");
        }
        left -= found;
        read += found;
        return found;
    }

    private int readBody(byte[] target, int offset, int length) {
        try {
            return body.read(target, offset, length);
        } catch (IOException e) {
            brokenBy = e;
            return -1;
        }
    }

    private void requireEnd() throws RefusedException {
        if (readBody(new byte[1], 0, 1) >= 0) {
            throw tooLong();
        }
    }

    static RefusedException tooLong() {
        return new RefusedException(
                Problem.TOO_LARGE, "expected no bytes beyond the Upload-Length, found more: nothing of them is stored");
    }
}
