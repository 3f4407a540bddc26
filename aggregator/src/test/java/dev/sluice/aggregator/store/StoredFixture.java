package dev.sluice.aggregator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The data that released versions have stored, in {@code src/test/resources/stored}. There is a directory for each
 * version, with a file for each test that reads it. Each line is a key and a value in hexadecimal digits. Every later
 * version must be able to read them.
 *
 * <p>A version that stores a new field adds a directory, and must not change the others:
 *
 * <pre>./dev test aggregator 'Stored*Test' -Dfixture.write=0.2</pre>
 */
public final class StoredFixture {
    /** The system property with the version whose fixtures tests are to write. */
    public static final String WRITE = "fixture.write";

    /** The version whose series have no percentiles. */
    public static final String WITHOUT_DETAILS = "0.1";

    /** The versions whose files have no clients. */
    static final Set<String> WITHOUT_CLIENTS = Set.of("0.1", "0.2", "0.3");

    /** The versions whose files don't say where their chunks are. */
    static final Set<String> WITHOUT_CHUNKS = Set.of("0.1", "0.2", "0.3", "0.4");

    private static final Path ALL = Path.of("src/test/resources/stored");
    private static final HexFormat HEX = HexFormat.of();

    private StoredFixture() {}

    public record Entry(byte[] key, byte[] value) {}

    /** Returns the versions that have a fixture of this name, sorted. */
    public static List<String> versions(String name) {
        try (Stream<Path> directories = Files.list(ALL)) {
            return directories
                    .filter(each -> Files.exists(each.resolve(name)))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Entry> read(String version, String name) {
        try {
            return Files.readAllLines(ALL.resolve(version).resolve(name)).stream()
                    .map(line -> line.split(" ", -1))
                    .map(words -> new Entry(HEX.parseHex(words[0]), HEX.parseHex(words[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the entries into a store. */
    public static void read(String version, String name, KeyValueStore<Bytes, byte[]> into) {
        read(version, name).forEach(entry -> into.put(Bytes.wrap(entry.key()), entry.value()));
    }

    public static void write(String name, List<Entry> entries) {
        try {
            Path directory = ALL.resolve(System.getProperty(WRITE));
            Files.createDirectories(directory);
            Files.write(
                    directory.resolve(name),
                    entries.stream()
                            .map(entry -> HEX.formatHex(entry.key()) + " " + HEX.formatHex(entry.value()))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all entries of a store. */
    public static List<Entry> entries(KeyValueStore<Bytes, byte[]> store) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> entries.add(new Entry(entry.key.get(), entry.value)));
        }
        return entries;
    }
}
