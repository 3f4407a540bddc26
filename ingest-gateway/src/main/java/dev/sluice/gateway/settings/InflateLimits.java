package dev.sluice.gateway.settings;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.runtime.settings.Settings;

/**
 * Limits for compressed files, against decompression bombs.
 *
 * @param maxBytes the maximum inflated size of a file
 * @param maxRatio the maximum ratio of inflated to compressed size, checked from {@link #UNJUDGED_BYTES} on
 */
public record InflateLimits(long maxBytes, int maxRatio) {
    /** Small repetitive files may compress extremely well, and do no harm. */
    static final int UNJUDGED_BYTES = 1024 * 1024;

    private static final long KIB = 1024;
    private static final long GIB = KIB * KIB * KIB;

    static InflateLimits read(Settings settings) {
        return new InflateLimits(
                settings.bytes("gateway.max-inflated-bytes", 10 * GIB, KIB, 100_000 * GIB),
                settings.integer("gateway.max-inflate-ratio", 200, 2, 10_000));
    }

    /**
     * Checks the progress of a file.
     *
     * @throws RefusedException if it exceeds a limit
     */
    public void check(long compressed, long inflated) throws RefusedException {
        if (inflated > maxBytes) {
            throw new RefusedException(
                    Problem.INFLATED_TOO_LARGE, "expected at most " + maxBytes + " bytes when inflated, found more");
        }
        if (inflated > UNJUDGED_BYTES && inflated / maxRatio > compressed) {
            throw new RefusedException(
                    Problem.INFLATED_TOO_LARGE,
                    "expected at most " + maxRatio + " bytes for each compressed one, found " + inflated
                            + " bytes in the first " + compressed);
        }
    }
}
