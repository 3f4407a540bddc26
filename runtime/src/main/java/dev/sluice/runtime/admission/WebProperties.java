package dev.sluice.runtime.admission;

import dev.sluice.runtime.settings.Settings;
import java.time.Duration;

/**
 * The settings of every service's web server, {@code sluice.web.*}.
 *
 * @param minRate the minimum rate in bytes per second at which a client sends a body or receives a response
 * @param slowGrace how long a client may be slower than that, and how long the head of a request may take
 * @param maxReadTime the maximum total time that a request waits for its client
 * @param maxRequests the maximum number of requests that occupy a server thread
 * @param maxLargeAnswers the maximum number of responses in progress that are larger than a buffer
 * @param maxConnections the maximum number of open connections
 * @param maxDrain how much of a refused body is still read, so that its client reads the response
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

    /** A connection in the middle of a request takes some 50 KiB in Tomcat's buffers and objects. */
    private static final long HEAP_PER_CONNECTION = 96 * KIB;

    /** With TLS each has four buffers of 16 KiB, also while it is idle, and the state of its session. */
    private static final long HEAP_PER_TLS_CONNECTION = 192 * KIB;

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
     * The maximum number of connections for a heap size; the rest of the heap is for everything else.
     *
     * @param heap the maximum size of the heap, in bytes
     * @param tls whether the connections are TLS
     */
    int connectionsWithin(long heap, boolean tls) {
        long each = tls ? HEAP_PER_TLS_CONNECTION : HEAP_PER_CONNECTION;
        return (int) Math.max(1, Math.min(maxConnections, heap / each));
    }

    Pace pace() {
        return new Pace(minRate, slowGrace, maxReadTime);
    }
}
