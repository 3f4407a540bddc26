package dev.sluice.objects.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Where objects are: {@code s3://BUCKET/PREFIX/}, or the path of a directory. */
public final class ObjectLocation {
    private static final Pattern S3 = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /** Bridges half a minute of 503 SlowDown. */
    private static final int TRIES = 8;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final String text;
    private final Opening opening;

    private interface Opening {
        ObjectStore open(S3Options options) throws IOException;
    }

    private ObjectLocation(String text, Opening opening) {
        this.text = text;
        this.opening = opening;
    }

    /**
     * Parses a location.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    public static ObjectLocation parse(String text) {
        Matcher s3 = S3.matcher(text);
        try {
            if (s3.matches()) {
                return inBucket(text, s3.group(1), s3.group(2) == null ? "" : s3.group(2));
            }
            if (text.startsWith("file:")) {
                return inDirectory(text, Path.of(URI.create(text)));
            }
            if (!text.isBlank() && !SCHEME.matcher(text).matches()) {
                return inDirectory(text, Path.of(text));
            }
        } catch (ObjectStoreException | IllegalArgumentException e) {
            throw new IllegalArgumentException(expected(text) + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(expected(text));
    }

    private static ObjectLocation inBucket(String text, String bucket, String path) throws ObjectStoreException {
        String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        if (!prefix.isEmpty()) {
            var unused = ObjectKeys.require(prefix.substring(0, prefix.length() - 1));
        }
        return new ObjectLocation(text, options -> new S3Store(client(options), bucket, prefix, S3Store.PART_BYTES));
    }

    private static ObjectLocation inDirectory(String text, Path directory) {
        return new ObjectLocation(text, options -> new DirectoryStore(directory));
    }

    /** Some tools take credentials in a location. They don't belong into messages. */
    private static String expected(String text) {
        return "expected s3://BUCKET/PREFIX/ or the path of a directory, found " + text.replaceAll("//[^/]*@", "//…@");
    }

    /**
     * Opens the store there.
     *
     * @throws IOException if the directory isn't usable
     */
    public ObjectStore open(S3Options options) throws IOException {
        return opening.open(options);
    }

    static S3Client client(S3Options options) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TRIES)
                                .build()))
                // Other servers refuse the checksums that newer clients add.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(options.pathStyle());
        if (options.endpoint() != null) {
            builder.endpointOverride(options.endpoint());
        }
        if (options.region() != null) {
            builder.region(Region.of(options.region()));
        }
        return builder.build();
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
