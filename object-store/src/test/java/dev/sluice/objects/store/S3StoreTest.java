package dev.sluice.objects.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a real server, with the address of the bucket in the path. */
class S3StoreTest extends ObjectStoreContract {
    private static final String ACCESS_KEY = "aws.accessKeyId";
    private static final String SECRET_KEY = "aws.secretAccessKey";

    @TempDir
    private static Path directory;

    private static S3Proxy server;
    private static S3Client client;
    private static FaultyProxy faults;
    private static int locations;

    private S3Store store;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty(ACCESS_KEY, "test");
        System.setProperty(SECRET_KEY, "a-secret-key");
        server = S3Proxy.start(directory);
        faults = new FaultyProxy(server.endpoint());
        client = client(faults.endpoint());
        client.createBucket(request -> request.bucket("sluice-test"));
    }

    private static S3Client client(URI endpoint) {
        return ObjectLocation.client(new S3Options(endpoint, "us-east-1", true));
    }

    @AfterAll
    static void stop() {
        client.close();
        faults.close();
        server.close();
        System.clearProperty(ACCESS_KEY);
        System.clearProperty(SECRET_KEY);
    }

    @BeforeEach
    void open() {
        store = new S3Store(client, "sluice-test", "location-" + locations++ + "/", PART_BYTES);
    }

    @AfterEach
    void noFaults() {
        faults.answerNormally();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Test
    void shouldOutliveAServerThatAsksToSlowDown() throws Exception {
        faults.slowDown(3);

        write("slow", bytes(100), Map.of());

        assertThat(read(store.find("slow").orElseThrow())).isEqualTo(bytes(100));
        assertThat(faults.slowedDown()).isEqualTo(3);
    }

    @Test
    void shouldGoOnReadingWhereAConnectionBroke() throws Exception {
        int size = 3 * 1024 * 1024;
        write("broken", bytes(size), Map.of());
        StoredObject found = store.find("broken").orElseThrow();
        faults.breakAfter(1024 * 1024, 2);

        assertThat(read(found)).isEqualTo(bytes(size));
        assertThat(faults.broken()).isEqualTo(2);
    }

    @Test
    void shouldSweepPartsOfObjectsThatWereNeverCompleted() throws Exception {
        ObjectWrite left = store.create("left", Map.of());
        left.write(bytes(PART_BYTES + 1));

        assertThat(store.sweep(Duration.ofDays(1))).isZero();
        assertThat(store.sweep(Duration.ofMinutes(-1))).isEqualTo(1);

        assertThat(store.sweep(Duration.ofMinutes(-1))).isZero();
        assertThat(store.find("left")).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNoSuchBucket() {
        S3Store nowhere = new S3Store(client, "no-such-bucket", "", PART_BYTES);

        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> nowhere.list("", object -> {}))
                .withMessageContaining("s3://no-such-bucket/")
                .withMessageContaining("NoSuchBucket")
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.MISSING));
    }
}
