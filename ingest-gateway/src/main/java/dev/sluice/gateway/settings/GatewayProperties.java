package dev.sluice.gateway.settings;

import dev.sluice.runtime.settings.DatasetSettings;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The gateway's settings, {@code sluice.gateway.*}.
 *
 * @param topics the topics that it writes
 * @param datasets the known datasets
 * @param maxUploads the maximum number of concurrent uploads; more are answered with 429
 * @param maxIngests the maximum number of concurrent ingests; more are answered with 429
 * @param maxIngestBytes the maximum size of an ingested record; at most that of a chunk
 * @param chunkBytes the maximum size of a chunk
 * @param maxRowBytes the maximum size of a row; at most that of a chunk
 * @param inflateLimits limits for compressed uploads
 * @param minFreeDisk the minimum free space on the brokers' disks; 0 turns the check off
 * @param dryRunRows the maximum number of rows in a dry run
 * @param chunksInFlight the maximum number of unacknowledged chunks of an upload
 * @param sendTries how often a chunk, or the event that closes a file, is sent before the upload fails
 * @param uploadDeadline an upload without an event for this long is abandoned
 * @param progressInterval how often an open upload sends a heartbeat; at most a quarter of the deadline
 * @param claims of content and idempotency keys
 * @param resumable uploads that take several requests
 * @param corsOrigins other origins whose pages may upload; may be empty
 */
public record GatewayProperties(
        Topics topics,
        Datasets datasets,
        int maxUploads,
        int maxIngests,
        int maxIngestBytes,
        int chunkBytes,
        int maxRowBytes,
        InflateLimits inflateLimits,
        long minFreeDisk,
        int dryRunRows,
        int chunksInFlight,
        int sendTries,
        Duration uploadDeadline,
        Duration progressInterval,
        ClaimSettings claims,
        ResumableSettings resumable,
        List<String> corsOrigins) {

    private static final int KIB = 1024;

    public GatewayProperties {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** Reads {@code sluice.gateway.*, sluice.topics.*} and {@code sluice.datasets.*}. */
    public static GatewayProperties read(Settings settings) {
        int maxRowBytes = (int) settings.bytes("gateway.max-row-bytes", 64 * KIB, KIB, 64 * KIB);
        Duration deadline = settings.duration(
                "gateway.upload-deadline", Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofDays(1));
        Duration slowest = deadline.dividedBy(4);
        Duration interval = Duration.ofSeconds(5).compareTo(slowest) < 0 ? Duration.ofSeconds(5) : slowest;
        Topics topics = TopicSettings.read(settings);
        return new GatewayProperties(
                topics,
                DatasetSettings.read(settings),
                settings.integer("gateway.max-uploads", 64, 1, 10_000),
                settings.integer("gateway.max-ingests", 64, 1, 10_000),
                (int) settings.bytes("gateway.max-ingest-bytes", 512 * KIB, KIB, 512 * KIB),
                (int) settings.bytes(
                        "gateway.chunk-bytes", 512 * KIB, maxRowBytes, 512 * KIB, "max-row-bytes to 512KiB"),
                maxRowBytes,
                InflateLimits.read(settings),
                settings.bytes("gateway.min-free-disk", 1L << 30, 0, 1L << 50),
                settings.integer("gateway.dry-run-rows", 1_000, 1, 100_000),
                settings.integer("gateway.chunks-in-flight", 4, 1, 64),
                settings.integer("gateway.send-tries", 3, 1, 100),
                deadline,
                settings.duration(
                        "gateway.progress-interval",
                        interval,
                        Duration.ofMillis(100),
                        slowest,
                        "100ms to a quarter of upload-deadline"),
                ClaimSettings.read(settings),
                ResumableSettings.read(settings, topics.retention()),
                origins(settings.text(
                        "gateway.cors-origins",
                        "",
                        "(\\*|https?://[^,\\s]+)(\\s*,\\s*https?://[^,\\s]+)*|",
                        "origins, separated by commas, or *")));
    }

    private static List<String> origins(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}
