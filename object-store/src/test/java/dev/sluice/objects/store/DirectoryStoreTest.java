package dev.sluice.objects.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ObjectStoreContract {
    @TempDir
    private Path directory;

    private DirectoryStore store;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryStore(directory.resolve("objects"));
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Test
    void shouldSeeNoHiddenFilesAndFollowNoLinks() throws Exception {
        Path objects = directory.resolve("objects");
        Files.writeString(objects.resolve(".hidden"), "x");
        Files.createSymbolicLink(objects.resolve("link"), Files.writeString(directory.resolve("secret"), "x"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("file"), "x");
        Files.createSymbolicLink(objects.resolve("away"), outside);

        List<String> keys = new ArrayList<>();
        store.list("", object -> keys.add(object.key()));

        assertThat(keys).isEmpty();
        assertThat(store.find("link")).isEmpty();
        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> store.find("away/file"))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> write("away/new", bytes(1), Map.of()))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void shouldNoticeThatAFileChangesWhileItIsRead() throws Exception {
        Path growing = directory.resolve("objects").resolve("growing.csv");
        Files.write(growing, bytes(1_000));
        StoredObject found = store.find("growing.csv").orElseThrow();

        try (InputStream in = store.open("growing.csv", found.etag())) {
            assertThat(in.read()).isGreaterThanOrEqualTo(0);
            Files.write(growing, bytes(2_000));

            assertThatIOException()
                    .isThrownBy(in::readAllBytes)
                    .withCauseInstanceOf(ObjectStoreException.class)
                    .withMessageContaining("has changed");
        }
    }

    /** What a process that was killed leaves: a file that was being written, and metadata without its object. */
    @Test
    void shouldSweepWhatWasNeverCompleted() throws Exception {
        write("kept", bytes(3), Map.of("file-id", "f-1"));
        Path own = directory.resolve("objects").resolve(".sluice");
        Files.write(own.resolve("writing").resolve("left"), bytes(9));
        store.metadata().write("never", "1-2-3", Map.of("file-id", "f-2"), store.temporary());

        assertThat(store.sweep(Duration.ofDays(1))).isZero();
        assertThat(files(own)).isEqualTo(3);
        assertThat(store.sweep(Duration.ofMillis(-10_000))).isEqualTo(1);

        assertThat(files(own)).isEqualTo(1);
        assertThat(store.find("kept").orElseThrow().metadata()).containsEntry("file-id", "f-1");
    }

    private static long files(Path directory) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .count();
        }
    }
}
