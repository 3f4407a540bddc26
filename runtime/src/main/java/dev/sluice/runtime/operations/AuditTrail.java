package dev.sluice.runtime.operations;

import dev.sluice.runtime.http.AuditEntry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last entries of the audit log of this instance. Deletions and refusals are kept apart, so that requests without a
 * key, of which anyone can send many, don't push deletions out. Thread-safe.
 */
public final class AuditTrail implements AuditEntry.Keeper {
    private final AuditFile deletions;
    private final AuditFile refusals;
    private final Duration age;
    private final Clock clock;

    private AuditTrail(AuditFile deletions, AuditFile refusals, Duration age, Clock clock) {
        this.deletions = deletions;
        this.refusals = refusals;
        this.age = age;
        this.clock = clock;
    }

    /**
     * Opens the trail, with the entries that an earlier process has left in the directory.
     *
     * @param directory where to keep it; null for in memory only
     * @param max the maximum number of entries of each kind
     * @param age the age after which an entry isn't shown any more
     */
    public static AuditTrail open(@Nullable Path directory, int max, Duration age, Clock clock) {
        return new AuditTrail(
                AuditFile.open(directory, "deletions", max), AuditFile.open(directory, "refusals", max), age, clock);
    }

    @Override
    public void keep(AuditEntry entry) {
        (entry.deletes() ? deletions : refusals).add(entry);
    }

    /** The newest entries, newest first. */
    public List<AuditEntry> newest(int limit) {
        Instant oldest = clock.instant().minus(age);
        return Stream.of(deletions, refusals)
                .flatMap(each -> each.newest(limit).stream())
                .filter(entry -> entry.time().isAfter(oldest))
                .sorted(Comparator.comparing(AuditEntry::time).reversed())
                .limit(limit)
                .toList();
    }
}
