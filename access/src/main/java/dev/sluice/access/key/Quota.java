package dev.sluice.access.key;

import org.jspecify.annotations.Nullable;

/**
 * How much a client may use a service; null where there is no limit.
 *
 * @param uploads uploads in progress
 * @param requestsPerSecond requests, of which as many may arrive at once
 * @param bytesPerDay bytes of bodies, of which as many may arrive at once
 */
public record Quota(
        @Nullable Integer uploads,
        @Nullable Integer requestsPerSecond,
        @Nullable Long bytesPerDay) {
    public static final int MAX_UPLOADS = 100_000;
    public static final int MAX_REQUESTS_PER_SECOND = 1_000_000;
    public static final long MAX_BYTES_PER_DAY = 1_000_000_000_000_000L;
    public static final Quota UNLIMITED = new Quota(null, null, null);

    public Quota {
        require("uploads", uploads == null ? null : uploads.longValue(), MAX_UPLOADS);
        require(
                "requests_per_second",
                requestsPerSecond == null ? null : requestsPerSecond.longValue(),
                MAX_REQUESTS_PER_SECOND);
        require("bytes_per_day", bytesPerDay, MAX_BYTES_PER_DAY);
    }

    private static void require(String name, @Nullable Long value, long max) {
        if (value != null && (value < 1 || value > max)) {
            throw new IllegalArgumentException(name + ": expected 1 to " + max + ", found " + value);
        }
    }
}
