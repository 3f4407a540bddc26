package dev.sluice.cli.process;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose first bytes are kept while it is read, as it can be read only once. For one reader. */
final class KeptBeginning extends FilterInputStream {
    private final int max;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** @param max the number of bytes that are kept */
    KeptBeginning(InputStream in, int max) {
        super(in);
        this.max = max;
    }

    /** What has been read so far, as far as it is kept. */
    synchronized byte[] bytes() {
        return kept.toByteArray();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        int read = in.read(to, from, length);
        if (read > 0) {
            keep(to, from, read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private synchronized void keep(byte[] bytes, int from, int length) {
        kept.write(bytes, from, Math.min(length, max - kept.size()));
    }
}
