package dev.sluice.gateway.settings;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.runtime.settings.Settings;

/**
 * How far a compressed file may grow. Both guard against files made to fill memory, disks and logs.
 *
 * @param maxBytes the most that comes out of one file
 * @param maxRatio how many times as much may come out as went in; judged once {@link #UNJUDGED_BYTES} came out
 */
public record InflateLimits(long maxBytes, int maxRatio) {
    /** Small files of much the same may shrink to next to nothing, and do no harm. */
    static final int UNJUDGED_BYTES = 1024 * 1024;

    private static final long KIB = 1024;
    private static final long GIB = KIB * KIB * KIB;

    static InflateLimits read(Settings settings) {
        return new InflateLimits(
                settings.bytes("gateway.max-inflated-bytes", 10 * GIB, KIB, 100_000 * GIB),
                settings.integer("gateway.max-inflate-ratio", 200, 2, 10_000));
    }

    /**
     * Looks at how a file comes along.
     *
     * @throws RefusedException if it grew too far
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
