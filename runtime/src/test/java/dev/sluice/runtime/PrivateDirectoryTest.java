package dev.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void requirePosix() {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void shouldCreateDirectoriesReadableOnlyByTheOwner() throws IOException {
        PrivateDirectory.create(directory.resolve("data").resolve("aggregator"));

        assertThat(mode(directory.resolve("data"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("data").resolve("aggregator"))).isEqualTo("rwx------");
    }

    @Test
    void shouldNotChangeAnExistingDirectory() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));

        PrivateDirectory.create(shared);

        assertThat(mode(shared)).isEqualTo("rwxrwx---");
    }

    @Test
    void shouldRestorePermissionsThatALibraryChanged() throws IOException {
        Path data = directory.resolve("data");
        PrivateDirectory created = PrivateDirectory.create(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));

        created.restorePermissions();

        assertThat(mode(data)).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
