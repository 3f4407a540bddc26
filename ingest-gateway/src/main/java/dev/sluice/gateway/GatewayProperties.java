package dev.sluice.gateway;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The gateway's settings, {@code sluice.gateway.*}.
 *
 * @param topics where to
 * @param maxUploads how many uploads may go on at once; more are told to come back
 * @param chunkBytes the most that one chunk holds
 * @param maxRowBytes the most that one row holds; never more than a chunk
 * @param chunksInFlight how many chunks of one upload may await their acknowledgement
 * @param sendTries how often a chunk, or the event that closes a file, is sent before the upload fails
 * @param uploadDeadline after this long without an event the upload counts as abandoned
 * @param progressInterval how often an upload that goes on says so; a quarter of the deadline at most
 * @param corsOrigins the other origins whose pages may upload; none if empty
 */
public record GatewayProperties(
        Topics topics,
        int maxUploads,
        int chunkBytes,
        int maxRowBytes,
        int chunksInFlight,
        int sendTries,
        Duration uploadDeadline,
        Duration progressInterval,
        List<String> corsOrigins) {

    private static final int KIB = 1024;

    public GatewayProperties {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** Reads {@code sluice.gateway.*} and {@code sluice.topics.*}. */
    public static GatewayProperties read(Settings settings) {
        int maxRowBytes = (int) settings.bytes("gateway.max-row-bytes", 64 * KIB, KIB, 64 * KIB);
        Duration deadline = settings.duration(
                "gateway.upload-deadline", Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofDays(1));
        Duration slowest = deadline.dividedBy(4);
        Duration interval = Duration.ofSeconds(5).compareTo(slowest) < 0 ? Duration.ofSeconds(5) : slowest;
        return new GatewayProperties(
                Topics.read(settings),
                settings.integer("gateway.max-uploads", 64, 1, 10_000),
                (int) settings.bytes("gateway.chunk-bytes", 512 * KIB, maxRowBytes, 512 * KIB),
                maxRowBytes,
                settings.integer("gateway.chunks-in-flight", 4, 1, 64),
                settings.integer("gateway.send-tries", 3, 1, 100),
                deadline,
                settings.duration("gateway.progress-interval", interval, Duration.ofMillis(100), slowest),
                origins(settings.text(
                        "gateway.cors-origins", "", "(\\*|https?://[^,\\s]+)(\\s*,\\s*https?://[^,\\s]+)*|")));
    }

    private static List<String> origins(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}
