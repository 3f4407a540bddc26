package dev.sluice.aggregator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What released versions have stored, in {@code src/test/resources/stored}: a directory for each version, and in it a file for
 * each test that reads it, with a key and a value on each line, in hexadecimal digits. Every later version must read them.
 *
 * <p>A version that stores a new field adds a directory, and changes none:
 *
 * <pre>./dev test aggregator 'Stored*Test' -Dfixture.write=0.2</pre>
 */
public final class StoredFixture {
    /** Names the version to write, where tests are to write fixtures. */
    public static final String WRITE = "fixture.write";

    private static final Path ALL = Path.of("src/test/resources/stored");
    private static final HexFormat HEX = HexFormat.of();

    private StoredFixture() {}

    public record Entry(byte[] key, byte[] value) {}

    /** The versions that have a fixture of that name. */
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

    /** The same, put into a store. */
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

    /** All entries of a store. */
    public static List<Entry> entries(KeyValueStore<Bytes, byte[]> store) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> entries.add(new Entry(entry.key.get(), entry.value)));
        }
        return entries;
    }
}
