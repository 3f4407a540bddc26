package dev.sluice.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.access.file.AccessFile;
import dev.sluice.access.file.InvalidFileException;
import dev.sluice.runtime.http.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentKeysTest {
    private static final String FIRST = KeySecret.generate();
    private static final String SECOND = KeySecret.generate();

    @TempDir
    private Path directory;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void shouldMakeKeysThatCanNotBeGuessed() {
        assertThat(FIRST).matches("slc_[A-Za-z0-9_-]{43}").isNotEqualTo(SECOND);
    }

    @Test
    void shouldFindKeysByTheirSecretsOnly() throws Exception {
        CurrentKeys keys = keysWith(key("lab", FIRST), key("lab", SECOND));

        assertThat(keys.find(FIRST)).isEqualTo(key("lab", FIRST));
        assertThat(keys.find(SECOND)).isEqualTo(key("lab", SECOND));
        for (String wrong :
                List.of("", "slc_", FIRST + " ", FIRST.toUpperCase(Locale.ROOT), "ü".repeat(47), "x".repeat(100_000))) {
            assertThat(keys.find(wrong)).as(wrong).isNull();
        }
        assertThat(keys.find(KeySecret.sha256Hex(FIRST))).isNull();
    }

    @Test
    void shouldReadTheFileAgainWhenItHasChanged() throws Exception {
        CurrentKeys keys = keysWith(key("lab", FIRST));

        file().write(List.of(key("lab", SECOND)));
        assertThat(keys.find(FIRST)).as("within the same second").isNotNull();
        oneSecondLater();

        assertThat(keys.find(FIRST)).isNull();
        assertThat(keys.find(SECOND)).isNotNull();
    }

    @Test
    void shouldNoticeASecondChangeAtTheSameTimeAndOfTheSameSize() throws Exception {
        CurrentKeys keys = keysWith(key("lab", FIRST));
        FileTime time = Files.getLastModifiedTime(file().path());
        oneSecondLater();
        assertThat(keys.find(FIRST)).isNotNull();

        Files.write(file().path(), KeysDocument.write(List.of(key("lab", SECOND))));
        Files.setLastModifiedTime(file().path(), time);
        oneSecondLater();

        assertThat(keys.find(SECOND)).isNotNull();
    }

    @Test
    void shouldKeepTheKeysWhileTheFileIsFaulty() throws Exception {
        CurrentKeys keys = keysWith(key("lab", FIRST));

        Files.writeString(file().path(), "{ \"keys\": [\n slc_x ] }");
        oneSecondLater();
        assertThat(keys.find(FIRST)).isNotNull();
        assertThat(keys.fault()).isEqualTo("line 2: expected valid JSON");

        Files.delete(file().path());
        oneSecondLater();
        assertThat(keys.find(FIRST)).isNotNull();
        assertThat(keys.fault()).isEqualTo("there is no such file");

        file().write(List.of(key("lab", SECOND)));
        oneSecondLater();
        assertThat(keys.fault()).isNull();
        assertThat(keys.find(FIRST)).isNull();
        assertThat(keys.size()).isOne();
    }

    @Test
    void shouldNotStartWithAFaultyFile() throws IOException {
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> new CurrentKeys(file(), clock::get))
                .withMessage("there is no such file");
        Files.write(file().path(), new byte[AccessFile.MAX_BYTES + 1]);
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> new CurrentKeys(file(), clock::get))
                .withMessageContaining("at most");
    }

    @Test
    void shouldCreateTheFileForItsOwnerAlone() throws IOException {
        file().write(List.of());

        assertThat(permissions()).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("rw-r-----"));
        file().write(List.of());
        assertThat(permissions()).as("the operator's choice").isEqualTo("rw-r-----");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file().path());
        }
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path()));
    }

    private void oneSecondLater() {
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    private KeysFile file() {
        return new KeysFile(directory.resolve("keys.json"));
    }

    private CurrentKeys keysWith(ApiKey... keys) throws IOException, InvalidFileException {
        file().write(List.of(keys));
        return new CurrentKeys(file(), clock::get);
    }

    private static ApiKey key(String name, String secret) {
        return new ApiKey(name, KeySecret.sha256Hex(secret), Set.of(Right.READ), true, Quota.UNLIMITED, Instant.EPOCH);
    }
}
