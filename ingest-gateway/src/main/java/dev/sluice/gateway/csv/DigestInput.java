package dev.sluice.gateway.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is read through it, counted and hashed. It must be read to its end, without skips or marks. */
final class DigestInput extends FilterInputStream {
    private final MessageDigest digest;
    private long bytes;

    DigestInput(InputStream in) {
        super(in);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            bytes += read;
            digest.update(target, offset, read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Leaves its source open. */
    @Override
    public void close() {
        // Whoever opened the source knows when it may be closed.
    }

    /** How many bytes were read. */
    long bytes() {
        return bytes;
    }

    /** Of all bytes read, in lower-case hexadecimal. Resets the hash: ask once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
