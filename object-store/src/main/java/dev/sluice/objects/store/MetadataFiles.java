package dev.sluice.objects.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The metadata of a directory's objects, a file for each. Its name has the object's etag, so that it never is taken for
 * that of another object under the same key.
 */
final class MetadataFiles {
    private final Path directory;

    /** What is known of an object beside its content. */
    record Metadata(String key, Map<String, String> values) {}

    /** Finds the etag of the object that is under a key now. */
    interface Etags {
        Optional<String> of(String key) throws IOException, ObjectStoreException;
    }

    MetadataFiles(Path directory) {
        this.directory = directory;
    }

    /** @param temporary a name for the file until it is complete */
    void write(String key, String etag, Map<String, String> values, Path temporary) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        Files.writeString(temporary, Json.MAPPER.writeValueAsString(new Metadata(key, values)));
        DirectoryFiles.force(temporary);
        Files.move(temporary, file(key, etag), StandardCopyOption.ATOMIC_MOVE);
    }

    Map<String, String> read(String key, String etag) throws IOException {
        try {
            return read(file(key, etag)).values();
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    void delete(String key, String etag) throws IOException {
        Files.deleteIfExists(file(key, etag));
    }

    /** Removes those of objects that were never completed, or are gone. */
    void sweep(Instant before, Etags etags) throws IOException, ObjectStoreException {
        for (Path file : DirectoryFiles.olderThan(before, directory)) {
            String key = read(file).key();
            boolean current =
                    etags.of(key).map(etag -> file(key, etag).equals(file)).orElse(false);
            if (!current) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Metadata read(Path file) throws IOException {
        return Json.MAPPER.readValue(Files.readString(file), Metadata.class);
    }

    /** Keys are longer than the names of files may be. */
    private Path file(String key, String etag) {
        return directory.resolve(UUID.nameUUIDFromBytes(key.getBytes(UTF_8)) + "-" + etag);
    }
}
