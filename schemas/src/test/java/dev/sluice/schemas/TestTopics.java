package dev.sluice.schemas;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;

/** The topics with default settings. */
final class TestTopics {
    static final Topics DEFAULTS = new Topics(
            "sluice.", 4, 4, 4, (short) 1, 1, Duration.ofDays(7), Duration.ofDays(31), Duration.ofSeconds(60));

    private TestTopics() {}
}
