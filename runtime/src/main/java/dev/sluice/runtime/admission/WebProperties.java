package dev.sluice.runtime.admission;

import dev.sluice.runtime.settings.Settings;
import java.time.Duration;

/**
 * The settings of every service's web server, {@code sluice.web.*}.
 *
 * @param minRate bytes per second that a client has to send of a body, or to take of an answer, at least
 * @param slowGrace how long a client may be slower than that, and how long the head of a request may take
 * @param maxReadTime how long a request may keep its reader waiting for the client, altogether
 * @param maxRequests how many requests may hold a thread of the server at once
 * @param maxLargeAnswers how many answers larger than a buffer may be made at once
 * @param maxConnections how many connections may be open
 * @param maxDrain how much of a refused body is still read, so that its client reads the answer
 */
public record WebProperties(
        long minRate,
        Duration slowGrace,
        Duration maxReadTime,
        int maxRequests,
        int maxLargeAnswers,
        int maxConnections,
        long maxDrain) {
    private static final long KIB = 1024;

    /** In the middle of a request one takes some 50 KiB in Tomcat's buffers and objects. */
    private static final long HEAP_PER_CONNECTION = 96 * KIB;

    /** Reads {@code sluice.web.*}. */
    public static WebProperties read(Settings settings) {
        return new WebProperties(
                settings.bytes("web.min-rate", KIB, 1, KIB * KIB),
                settings.duration(
                        "web.slow-grace", Duration.ofSeconds(20), Duration.ofMillis(500), Duration.ofHours(1)),
                settings.duration("web.max-read-time", Duration.ofHours(12), Duration.ofSeconds(1), Duration.ofDays(7)),
                settings.integer("web.max-requests", 128, 8, 10_000),
                settings.integer("web.max-large-answers", 8, 1, 1_000),
                settings.integer("web.max-connections", 8_192, 16, 1_000_000),
                settings.bytes("web.max-drain", 32 * KIB * KIB, 0, 1024 * KIB * KIB));
    }

    /**
     * How many connections may be open with so much heap: the rest of it has to do for all else.
     *
     * @param heap the most there may be of it, in bytes
     */
    int connectionsWithin(long heap) {
        return (int) Math.max(1, Math.min(maxConnections, heap / HEAP_PER_CONNECTION));
    }

    Pace pace() {
        return new Pace(minRate, slowGrace, maxReadTime);
    }
}
