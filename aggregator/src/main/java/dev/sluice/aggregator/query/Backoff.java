package dev.sluice.aggregator.query;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls a condition with a growing interval, until it holds or a timeout ends: on a busy machine, frequent polling by
 * many waiting requests would delay what they wait for.
 */
final class Backoff {
    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final Duration timeout;

    Backoff(Duration timeout) {
        this.timeout = timeout;
    }

    /** The value that was seen last, whether it is accepted or not. */
    <T extends @Nullable Object> T until(Supplier<T> value, Predicate<T> accepted) {
        long start = System.nanoTime();
        T last = value.get();
        long passed = 0;
        while (!accepted.test(last) && passed < timeout.toNanos()) {
            LockSupport.parkNanos(pause(passed));
            last = value.get();
            passed = System.nanoTime() - start;
        }
        return last;
    }

    /** A quarter of the time that has passed, within bounds. */
    private static long pause(long passed) {
        return Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, passed / 4));
    }
}
