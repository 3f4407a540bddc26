package dev.sluice.aggregator;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks again and again until what it sees will do, or the time is over. */
final class Await {
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final Duration timeout;

    Await(Duration timeout) {
        this.timeout = timeout;
    }

    /** What was seen last, whether it will do or not. */
    <T extends @Nullable Object> T until(Supplier<T> look, Predicate<T> willDo) {
        long start = System.nanoTime();
        T seen = look.get();
        while (!willDo.test(seen) && System.nanoTime() - start < timeout.toNanos()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            seen = look.get();
        }
        return seen;
    }
}
