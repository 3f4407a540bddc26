package dev.sluice.objects.store;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object of a bucket that is read from front to back. If the connection breaks, it goes on where it was, provided that
 * the object is still the same.
 */
final class S3Read extends InputStream {
    /** How often in a row it goes on without having read anything. */
    private static final int TRIES = 5;

    private final S3Client client;
    private final String key;
    private final GetObjectRequest object;
    private ResponseInputStream<GetObjectResponse> in;
    private final long size;
    private long position;
    private boolean open = true;

    /** @throws SdkException if there is no such object */
    S3Read(S3Client client, String key, GetObjectRequest object) {
        this.client = client;
        this.key = key;
        this.object = object;
        in = client.getObject(object);
        size = in.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0 || position == size) {
            return length == 0 ? 0 : -1;
        }
        IOException last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                int read = in.read(target, offset, length);
                if (read > 0) {
                    position += read;
                    return read;
                }
                last = new IOException(key + " ended after " + position + " of " + size + " bytes");
            } catch (IOException e) {
                last = e;
            }
            reopen(last);
        }
        throw new IOException(key + " breaks off at byte " + position + " of " + size, last);
    }

    private void reopen(@Nullable IOException why) throws IOException {
        in.abort();
        try {
            in = client.getObject(
                    object.toBuilder().range("bytes=" + position + "-").build());
        } catch (SdkException e) {
            ObjectStoreException failure = S3Failures.of(key, e);
            if (why != null) {
                failure.addSuppressed(why);
            }
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** Ends the transfer: to read on would cost as much as the rest of the object. */
    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        if (position < size) {
            in.abort();
        } else {
            in.close();
        }
    }
}
