package dev.sluice.aggregator.query;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again until what it sees will do, or the time is over. The longer that takes, the more seldom it looks: what
 * many wait for, on a busy machine, is only delayed by their looking.
 */
final class Backoff {
    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final Duration timeout;

    Backoff(Duration timeout) {
        this.timeout = timeout;
    }

    /** What was seen last, whether it will do or not. */
    <T extends @Nullable Object> T until(Supplier<T> look, Predicate<T> willDo) {
        long start = System.nanoTime();
        T seen = look.get();
        long passed = 0;
        while (!willDo.test(seen) && passed < timeout.toNanos()) {
            LockSupport.parkNanos(pause(passed));
            seen = look.get();
            passed = System.nanoTime() - start;
        }
        return seen;
    }

    /** A quarter of what has passed, within bounds. */
    private static long pause(long passed) {
        return Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, passed / 4));
    }
}
