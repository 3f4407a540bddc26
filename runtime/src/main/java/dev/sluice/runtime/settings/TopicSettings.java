package dev.sluice.runtime.settings;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;

/** The settings {@code sluice.topics.*} of all services. */
public final class TopicSettings {
    private TopicSettings() {}

    public static Topics read(Settings settings) {
        int replication = settings.integer("topics.replication", 1, 1, 10);
        return new Topics(
                settings.text(
                        "topics.prefix",
                        "sluice.",
                        "[A-Za-z0-9._-]{0,32}",
                        "up to 32 of the characters A-Z a-z 0-9 . _ -"),
                settings.integer("topics.partitions", 4, 1, 1_000),
                settings.integer("topics.raw-partitions", 4, 1, 1_000),
                settings.integer("topics.row-partitions", 4, 1, 1_000),
                (short) replication,
                settings.integer(
                        "topics.min-in-sync-replicas", replication >= 3 ? 2 : 1, 1, replication, "1 to replication"),
                settings.duration("topics.retention", Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofDays(3650)),
                settings.duration(
                        "topics.claim-retention", Duration.ofDays(31), Duration.ofMinutes(1), Duration.ofDays(3650)),
                settings.duration("topics.start-timeout", Duration.ofSeconds(60), Duration.ZERO, Duration.ofHours(1)));
    }
}
