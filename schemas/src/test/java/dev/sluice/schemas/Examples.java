package dev.sluice.schemas;

import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The committed examples, {@code SCHEMA.CASE.json}. */
final class Examples {
    /** Those Sluice ships with, and those of the examples. */
    static final Datasets DATASETS = datasets();

    private static final String DIRECTORY = "/examples";
    private static final String OLD = DIRECTORY + "/old";

    /**
     * An example.
     *
     * @param schema its file
     * @param name of the case
     */
    record Example(String schema, String name, boolean old, String json) {
        /** For the test reports. */
        @Override
        public String toString() {
            return (old ? "old " : "") + schema + " " + name;
        }
    }

    private Examples() {}

    static List<Example> all() {
        return Stream.of(read(DIRECTORY), read(OLD)).flatMap(List::stream).toList();
    }

    /** The directory's datasets, and those Sluice ships with. */
    static Datasets datasets(Path directory) {
        return Datasets.of(directory);
    }

    private static Datasets datasets() {
        try {
            Path directory = Files.createTempDirectory("datasets");
            try {
                for (Example example : read(DIRECTORY)) {
                    if (example.schema().equals(JsonSchemas.DATASET)) {
                        Files.writeString(directory.resolve(example.name() + ".json"), example.json());
                    }
                }
                return datasets(directory);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static List<Example> read(String directory) {
        try (Stream<Path> files = Files.list(Path.of(uri(directory)))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> read(file, directory.equals(OLD)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Example read(Path file, boolean old) {
        String[] name = file.getFileName().toString().split("\\.");
        try {
            return new Example(name[0] + ".json", name[1], old, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uri(String resource) {
        try {
            return Objects.requireNonNull(Examples.class.getResource(resource), resource)
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
