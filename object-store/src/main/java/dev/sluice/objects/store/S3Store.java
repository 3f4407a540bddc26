package dev.sluice.objects.store;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of a bucket, below a prefix, behind the API of S3. It must know conditional writes ({@code If-None-Match},
 * {@code If-Match}), as S3 does since 2024: without them two exporters could both write an object.
 */
public final class S3Store implements ObjectStore {
    /** The minimum of S3 is 5 MiB. */
    static final int PART_BYTES = 8 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final int partBytes;

    /**
     * @param client closed with this store
     * @param prefix empty, or ends with {@code /}
     * @param partBytes the size of the first parts of large objects
     */
    S3Store(S3Client client, String bucket, String prefix, int partBytes) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.partBytes = partBytes;
    }

    @Override
    public void list(String begin, Consumer<StoredObject> objects) throws ObjectStoreException {
        try {
            var pages = client.listObjectsV2Paginator(
                    request -> request.bucket(bucket).prefix(prefix + begin).encodingType(EncodingType.URL));
            for (S3Object object : pages.contents()) {
                String key = object.key().substring(prefix.length());
                // Consoles write such objects to show a directory.
                if (!key.isEmpty() && !key.endsWith("/")) {
                    objects.accept(
                            new StoredObject(key, object.size(), object.eTag(), object.lastModified(), Map.of()));
                }
            }
        } catch (SdkException e) {
            throw S3Failures.of("s3://" + bucket + "/" + prefix + begin, e);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) throws ObjectStoreException {
        String name = name(key);
        try {
            HeadObjectResponse found =
                    client.headObject(request -> request.bucket(bucket).key(name));
            return Optional.of(
                    new StoredObject(key, found.contentLength(), found.eTag(), found.lastModified(), found.metadata()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw S3Failures.of(key, e);
        }
    }

    @Override
    public InputStream open(String key, String etag) throws ObjectStoreException {
        GetObjectRequest object = GetObjectRequest.builder()
                .bucket(bucket)
                .key(name(key))
                .ifMatch(etag)
                .build();
        try {
            return new S3Read(client, key, object);
        } catch (SdkException e) {
            throw S3Failures.of(key, e);
        }
    }

    @Override
    public ObjectWrite create(String key, Map<String, String> metadata) throws ObjectStoreException {
        return new S3Write(client, this, key, name(key), metadata, partBytes);
    }

    @Override
    public void delete(String key) throws ObjectStoreException {
        String name = name(key);
        try {
            client.deleteObject(request -> request.bucket(bucket).key(name));
        } catch (SdkException e) {
            throw S3Failures.of(key, e);
        }
    }

    @Override
    public int sweep(Duration age) throws ObjectStoreException {
        Instant before = Instant.now().minus(age);
        int swept = 0;
        try {
            var pages = client.listMultipartUploadsPaginator(
                    request -> request.bucket(bucket).prefix(prefix));
            for (MultipartUpload upload : pages.uploads()) {
                if (upload.initiated().isBefore(before)) {
                    client.abortMultipartUpload(
                            request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
                    swept++;
                }
            }
        } catch (SdkException e) {
            throw S3Failures.of("what is left of writes to s3://" + bucket + "/" + prefix, e);
        }
        return swept;
    }

    @Override
    public void close() {
        client.close();
    }

    String bucket() {
        return bucket;
    }

    /** The object's name in the bucket. */
    String name(String key) throws ObjectStoreException {
        String name = prefix + ObjectKeys.require(key);
        ObjectKeys.requireLength(name);
        return name;
    }
}
