package dev.sluice.gateway.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Counts and hashes the bytes read through it. Must be read to its end, without skip or mark. */
final class DigestInput extends FilterInputStream {
    private final MessageDigest digest;
    private long bytes;
    private @Nullable String sha256;

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

    /** Doesn't close its source. */
    @Override
    public void close() {
        // The owner of the source closes it.
    }

    /** The number of bytes read. */
    long bytes() {
        return bytes;
    }

    /** The SHA-256 of all bytes, in lower-case hexadecimal. Call it only once all are read. */
    String sha256() {
        String result = sha256;
        if (result == null) {
            result = HexFormat.of().formatHex(digest.digest());
            sha256 = result;
        }
        return result;
    }
}
