package dev.sluice.objects.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. */
abstract class ObjectStoreContract {
    /** The size of a part of the tested stores; for S3 the minimum. */
    static final int PART_BYTES = 5 * 1024 * 1024;

    private static final Map<String, String> METADATA = Map.of("file-id", "f-1", "checksum", "c0ffee");

    /** A store of which no other test uses the location. */
    abstract ObjectStore store();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES + 17})
    void shouldWriteAndReadAnObjectOfAnySize(int size) throws Exception {
        byte[] bytes = bytes(size);

        assertThat(write("a/b.bin", bytes, METADATA)).isEmpty();

        StoredObject found = store().find("a/b.bin").orElseThrow();
        assertThat(found.size()).isEqualTo(size);
        assertThat(found.metadata()).containsAllEntriesOf(METADATA);
        assertThat(read(found)).isEqualTo(bytes);
    }

    @Test
    void shouldShowNothingBeforeAnObjectIsComplete() throws Exception {
        try (ObjectWrite write = store().create("part", METADATA)) {
            write.write(bytes(PART_BYTES + 5));

            assertThat(store().find("part")).isEmpty();
            assertThat(list("")).isEmpty();
        }
        assertThat(store().find("part")).isEmpty();
        assertThat(list("")).isEmpty();
        assertThat(store().sweep(Duration.ZERO)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, PART_BYTES + 10})
    void shouldLeaveAnObjectThatIsThere(int size) throws Exception {
        byte[] first = bytes(7);
        write("taken", first, METADATA);

        Optional<StoredObject> there = write("taken", bytes(size), Map.of("file-id", "f-2"));

        assertThat(there).isPresent();
        assertThat(there.get().metadata()).containsAllEntriesOf(METADATA);
        assertThat(read(there.get())).isEqualTo(first);
    }

    @Test
    void shouldReplaceOnlyTheObjectThatItIsToldTo() throws Exception {
        write("replaced", bytes(1), Map.of("version", "1"));
        String first = store().find("replaced").orElseThrow().etag();

        assertThat(replace("replaced", bytes(2), Map.of("version", "2"), first)).isEmpty();
        StoredObject second = store().find("replaced").orElseThrow();
        assertThat(second.metadata()).containsEntry("version", "2");
        assertThat(second.etag()).isNotEqualTo(first);

        Optional<StoredObject> there = replace("replaced", bytes(3), Map.of("version", "3"), first);
        assertThat(there).isPresent();
        assertThat(there.get().etag()).isEqualTo(second.etag());
        assertThat(read(second)).isEqualTo(bytes(2));
    }

    @Test
    void shouldLetOneOfManyWritersWin() throws Exception {
        int writers = 20;
        CyclicBarrier together = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<Optional<StoredObject>>> outcomes = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            String writer = Integer.toString(i);
            Callable<Optional<StoredObject>> write = () -> {
                try (ObjectWrite object = store().create("race", Map.of("writer", writer))) {
                    object.write(writer.getBytes(UTF_8));
                    together.await();
                    return object.complete(null);
                }
            };
            outcomes.add(threads.submit(write));
        }
        threads.shutdown();

        int winners = 0;
        StoredObject written = null;
        for (Future<Optional<StoredObject>> outcome : outcomes) {
            Optional<StoredObject> there = outcome.get();
            winners += there.isEmpty() ? 1 : 0;
            written = there.orElse(written);
        }
        assertThat(winners).isEqualTo(1);
        assertThat(read(written)).isEqualTo(written.metadata().get("writer").getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.csv",
                "a b/c+d=e&f%20g.csv",
                "date=2024-05-01/x'y\"z.csv",
                "süß/温度/😀.csv",
                "~!$(),;@[]{}^`|#?.csv"
            })
    void shouldTakeAnyUsualKey(String key) throws Exception {
        write(key, key.getBytes(UTF_8), METADATA);

        assertThat(list("")).containsExactly(key);
        StoredObject found = store().find(key).orElseThrow();
        assertThat(found.key()).isEqualTo(key);
        assertThat(read(found)).isEqualTo(key.getBytes(UTF_8));
        store().delete(key);
        assertThat(store().find(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", ".sluice/lock", "a/.b", "a\nb", "a\u0000b"})
    void shouldRefuseKeysThatLeaveTheLocationOrAreHidden(String key) {
        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> store().create(key, Map.of()))
                .withMessageStartingWith("expected")
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> store().find(key))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void shouldRefuseKeysThatAreTooLong() throws Exception {
        write("n".repeat(200), bytes(1), Map.of());
        assertThat(list("")).hasSize(1);
        for (String key : List.of("n".repeat(256), "é".repeat(128), "n/".repeat(600) + "n")) {
            assertThatExceptionOfType(ObjectStoreException.class)
                    .isThrownBy(() -> store().create(key, Map.of()))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
        }
    }

    @Test
    void shouldListByPrefixBeyondAPage() throws Exception {
        for (int i = 0; i < 1_020; i++) {
            write("in/%04d".formatted(i), new byte[0], Map.of());
        }
        write("inner", bytes(3), Map.of());
        write("out/x", bytes(4), Map.of());

        assertThat(list("in/")).hasSize(1_020).doesNotHaveDuplicates();
        assertThat(list("in")).hasSize(1_021);
        assertThat(list("out/x")).containsExactly("out/x");
        assertThat(list("none")).isEmpty();
        store().list("out", object -> {
            assertThat(object.size()).isEqualTo(4);
            assertThat(object.etag()).isEqualTo(etag("out/x"));
        });
    }

    @Test
    void shouldNotReadAnotherObjectThanTheOneAskedFor() throws Exception {
        write("changing", bytes(10), Map.of());
        StoredObject first = store().find("changing").orElseThrow();
        replace("changing", bytes(20), Map.of(), first.etag());

        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> store().open("changing", first.etag()))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.CHANGED));
        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(() -> store().open("absent", first.etag()))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.MISSING));
    }

    @Test
    void shouldDeleteTwice() throws Exception {
        write("deleted", bytes(1), METADATA);

        store().delete("deleted");
        store().delete("deleted");

        assertThat(store().find("deleted")).isEmpty();
        write("deleted", bytes(1), Map.of());
        assertThat(store().find("deleted").orElseThrow().metadata()).isEmpty();
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    Optional<StoredObject> write(String key, byte[] bytes, Map<String, String> metadata) throws Exception {
        return replace(key, bytes, metadata, null);
    }

    private Optional<StoredObject> replace(String key, byte[] bytes, Map<String, String> metadata, String etag)
            throws Exception {
        try (ObjectWrite write = store().create(key, metadata)) {
            write.write(bytes);
            return write.complete(etag);
        }
    }

    byte[] read(StoredObject object) throws IOException, ObjectStoreException {
        try (InputStream in = store().open(object.key(), object.etag())) {
            return in.readAllBytes();
        }
    }

    private List<String> list(String prefix) throws ObjectStoreException {
        List<String> keys = new ArrayList<>();
        store().list(prefix, object -> keys.add(object.key()));
        return keys;
    }

    private String etag(String key) {
        try {
            return store().find(key).orElseThrow().etag();
        } catch (ObjectStoreException e) {
            throw new AssertionError(e);
        }
    }
}
