package dev.sluice.gateway.settings;

import dev.sluice.runtime.settings.Settings;
import java.time.Duration;

/**
 * Settings of resumable uploads. All gateways should have the same.
 *
 * @param expire how long an upload may be without a request that continues it
 * @param maxOpen the maximum number of uploads that are open, at all gateways
 * @param maxOpenPerClient the maximum number of them that one client has, where access control tells clients apart
 * @param maxBytes the maximum size of a file
 * @param maxCheckedBytes the maximum size of a part with a checksum, which is held in memory until it is checked
 */
public record ResumableSettings(
        Duration expire, int maxOpen, int maxOpenPerClient, long maxBytes, int maxCheckedBytes) {
    private static final long MIB = 1024 * 1024;
    private static final Duration USUAL = Duration.ofHours(24);

    /** @param retention of the topic of the chunks */
    static ResumableSettings read(Settings settings, Duration retention) {
        return new ResumableSettings(
                settings.duration(
                        "gateway.resumable.expire",
                        USUAL.compareTo(retention) < 0 ? USUAL : retention,
                        Duration.ofSeconds(1),
                        retention,
                        "1s to topics.retention"),
                settings.integer("gateway.resumable.max-open", 1_000, 1, 100_000),
                settings.integer("gateway.resumable.max-open-per-client", 100, 1, 100_000),
                settings.bytes("gateway.resumable.max-bytes", MIB * MIB, 1, 1L << 50),
                (int) settings.bytes("gateway.resumable.max-checked-bytes", 8 * MIB, 1, 1024 * MIB));
    }
}
