package dev.sluice.gateway.upload;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The beginning of a file, which is kept: bytes of earlier requests, then those of this one. */
final class StartInput extends InputStream {
    /** Enough for the first row and titles before it; as large as a chunk. */
    static final int MAX_BYTES = 512 * 1024;

    private final byte[] before;
    private final InputStream rest;
    private final ByteArrayOutputStream more = new ByteArrayOutputStream();
    private int at;

    StartInput(byte[] before, InputStream rest) {
        this.before = before;
        this.rest = rest;
    }

    /** All bytes so far. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream(before.length + more.size());
        all.writeBytes(before);
        all.writeBytes(more.toByteArray());
        return all.toByteArray();
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
        if (at < before.length) {
            int count = Math.min(length, before.length - at);
            System.arraycopy(before, at, target, offset, count);
            at += count;
            return count;
        }
        int room = MAX_BYTES - before.length - more.size();
        if (room <= 0) {
            throw new RefusedException(
                    Problem.NOT_RESUMABLE,
                    "expected the first row within the first " + MAX_BYTES
                            + " bytes, found more before it: send the file to /upload");
        }
        int read = rest.read(target, offset, Math.min(length, room));
        if (read > 0) {
            more.write(target, offset, read);
        }
        return read;
    }
}
