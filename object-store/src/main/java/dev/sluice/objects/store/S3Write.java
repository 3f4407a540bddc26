package dev.sluice.objects.store;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object of a bucket that is being written: by one request if it is small, else in parts, of which each is in memory
 * until it is sent. An object may have 10,000 parts, so later ones are larger: with parts of 8 MiB the first 16 GiB are
 * written by 2,000 of them, and the buffer is 128 MiB at the end of an object of 496 GiB, the largest there can be.
 */
final class S3Write extends ObjectWrite {
    private static final int PARTS_OF_A_SIZE = 2_000;
    private static final int MAX_PARTS = 10_000;

    private final S3Client client;
    private final S3Store store;
    private final String key;
    private final String name;
    private final Map<String, String> metadata;
    private final int firstPartBytes;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[64 * 1024];
    private int buffered;
    private @Nullable String uploadId;

    S3Write(S3Client client, S3Store store, String key, String name, Map<String, String> metadata, int firstPartBytes) {
        this.client = client;
        this.store = store;
        this.key = key;
        this.name = name;
        this.metadata = metadata;
        this.firstPartBytes = firstPartBytes;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (buffered == partBytes()) {
                send();
            }
            int taken = Math.min(left, partBytes() - buffered);
            if (buffered + taken > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(partBytes(), Math.max(2 * buffer.length, buffered + taken)));
            }
            System.arraycopy(bytes, from, buffer, buffered, taken);
            buffered += taken;
            from += taken;
            left -= taken;
        }
    }

    private int partBytes() {
        return firstPartBytes << Math.min(4, parts.size() / PARTS_OF_A_SIZE);
    }

    private void send() throws IOException {
        try {
            sendPart();
        } catch (SdkException e) {
            ObjectStoreException failure = S3Failures.of(key, e);
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private void sendPart() throws IOException {
        int number = parts.size() + 1;
        if (number > MAX_PARTS) {
            throw new IOException(key + ": expected at most " + MAX_PARTS + " parts of an object");
        }
        String upload = uploadId;
        if (upload == null) {
            upload = client.createMultipartUpload(
                            request -> request.bucket(store.bucket()).key(name).metadata(metadata))
                    .uploadId();
            uploadId = upload;
        }
        String id = upload;
        String etag = client.uploadPart(
                        request -> request.bucket(store.bucket())
                                .key(name)
                                .uploadId(id)
                                .partNumber(number),
                        body())
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        buffered = 0;
    }

    private RequestBody body() {
        return RequestBody.fromBytes(Arrays.copyOf(buffer, buffered));
    }

    @Override
    public Optional<StoredObject> complete(@Nullable String replaces) throws ObjectStoreException {
        try {
            if (uploadId == null) {
                put(replaces);
            } else {
                completeParts(uploadId, replaces);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new ObjectStoreException(Reason.INVALID, String.valueOf(e.getMessage()), e);
        } catch (SdkException e) {
            if (S3Failures.isConditionFailed(e) || S3Failures.isUploadGone(e)) {
                return Optional.of(whatIsThere(e));
            }
            throw S3Failures.of(key, e);
        }
    }

    private void put(@Nullable String replaces) {
        client.putObject(
                request -> {
                    request.bucket(store.bucket()).key(name).metadata(metadata);
                    if (replaces == null) {
                        request.ifNoneMatch("*");
                    } else {
                        request.ifMatch(replaces);
                    }
                },
                body());
    }

    private void completeParts(String id, @Nullable String replaces) throws IOException {
        if (buffered > 0) {
            sendPart();
        }
        client.completeMultipartUpload(request -> {
            request.bucket(store.bucket()).key(name).uploadId(id).multipartUpload(upload -> upload.parts(parts));
            if (replaces == null) {
                request.ifNoneMatch("*");
            } else {
                request.ifMatch(replaces);
            }
        });
        uploadId = null;
    }

    /** It may be this very object: the client repeats a request whose answer was lost. */
    private StoredObject whatIsThere(SdkException refused) throws ObjectStoreException {
        return store.find(key)
                .orElseThrow(() -> new ObjectStoreException(
                        Reason.UNAVAILABLE, key + " is being written by someone else, or is gone again", refused));
    }

    @Override
    public void close() throws IOException {
        String id = uploadId;
        if (id == null) {
            return;
        }
        uploadId = null;
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(store.bucket()).key(name).uploadId(id));
        } catch (SdkException e) {
            // What is left is swept later.
            throw new IOException("the parts of " + key + " weren't removed", e);
        }
    }
}
