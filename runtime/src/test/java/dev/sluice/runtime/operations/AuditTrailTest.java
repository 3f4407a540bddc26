package dev.sluice.runtime.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.http.AuditEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int MAX = 5;

    @TempDir
    private Path directory;

    @Test
    void shouldHaveTheNewestEntriesFirst() {
        AuditTrail trail = open(null);
        trail.keep(deletion(3));
        trail.keep(refusal(2));
        trail.keep(deletion(1));

        assertThat(trail.newest(9)).containsExactly(deletion(1), refusal(2), deletion(3));
        assertThat(trail.newest(2)).containsExactly(deletion(1), refusal(2));
    }

    @Test
    void shouldNotLetRefusalsPushOutDeletions() {
        AuditTrail trail = open(directory.resolve("audit"));
        trail.keep(deletion(60));
        for (int i = 50; i > 0; i--) {
            trail.keep(refusal(i));
        }

        assertThat(trail.newest(100)).hasSize(MAX + 1).contains(deletion(60)).startsWith(refusal(1));
        assertThat(open(directory.resolve("audit")).newest(100)).isEqualTo(trail.newest(100));
    }

    @Test
    void shouldForgetOldEntries() {
        AuditTrail trail = open(null);
        trail.keep(entry("DELETE", 204, NOW.minus(Duration.ofDays(7))));
        trail.keep(deletion(1));

        assertThat(trail.newest(9)).containsExactly(deletion(1));
    }

    @Test
    void shouldKeepItsFilesSmall() throws Exception {
        Path audit = directory.resolve("audit");
        AuditTrail trail = open(audit);
        for (int i = 100; i > 0; i--) {
            trail.keep(deletion(i));
        }

        try (Stream<Path> files = Files.list(audit)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(2);
            for (Path file : all) {
                assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MAX);
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit)))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldGoOnAfterACrashWithinALine() throws Exception {
        Path audit = directory.resolve("audit");
        open(audit).keep(deletion(2));
        Files.writeString(audit.resolve("deletions.jsonl"), "{\"time\":\"2026-\nnull\n{}\n", StandardOpenOption.APPEND);

        AuditTrail trail = open(audit);
        trail.keep(deletion(1));

        assertThat(open(audit).newest(9)).containsExactly(deletion(1), deletion(2));
    }

    @Test
    void shouldStayInMemoryWhereItCannotWrite() throws Exception {
        Path file = Files.writeString(directory.resolve("taken"), "x");
        AuditTrail trail = open(file);

        trail.keep(deletion(1));

        assertThat(trail.newest(9)).containsExactly(deletion(1));
    }

    @Test
    void shouldTellDeletionsFromRefusals() {
        assertThat(entry("DELETE", 204, NOW).deletes()).isTrue();
        assertThat(entry("DELETE", 404, NOW).deletes()).isTrue();
        assertThat(entry("DELETE", 403, NOW).deletes()).isFalse();
        assertThat(entry("GET", 401, NOW).deletes()).isFalse();
    }

    private static AuditTrail open(@Nullable Path directory) {
        return AuditTrail.open(directory, MAX, Duration.ofDays(7), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static AuditEntry deletion(int secondsAgo) {
        return entry("DELETE", 204, NOW.minusSeconds(secondsAgo));
    }

    private static AuditEntry refusal(int secondsAgo) {
        return entry("DELETE", 403, NOW.minusSeconds(secondsAgo));
    }

    private static AuditEntry entry(String method, int status, Instant at) {
        return new AuditEntry(at, "lab", method, "/files/ä\n\"", "127.0.0.1", null, "outcome", status);
    }
}
