package dev.sluice.gateway.resume;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Hashes the bytes read through it, and can be saved in between, which the JDK's digests can't. */
final class SavedDigest extends FilterInputStream {
    private final SHA256Digest digest;

    SavedDigest(InputStream in) {
        super(in);
        digest = new SHA256Digest();
    }

    /** @param state of one that hashed what is before the source */
    SavedDigest(InputStream in, byte[] state) {
        super(in);
        try {
            digest = new SHA256Digest(state);
        } catch (ArrayIndexOutOfBoundsException | IllegalStateException e) {
            throw new IllegalArgumentException("expected the state of a digest", e);
        }
    }

    byte[] state() {
        return digest.getEncodedState();
    }

    /** The SHA-256 of all bytes, in lower-case hexadecimal. */
    String sha256() {
        byte[] hash = new byte[digest.getDigestSize()];
        new SHA256Digest(digest).doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
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
            digest.update(target, offset, read);
        }
        return read;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("all bytes are hashed");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
