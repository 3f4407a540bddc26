package dev.sluice.gateway.log;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the brokers' disks have room: a broker stops when its disk is full, and all running uploads with it. Asks
 * in the background at intervals; no upload waits for the answer. An unknown value is no reason to refuse.
 */
public final class DiskSpace {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final long min;
    private final Supplier<CompletionStage<OptionalLong>> minFree;
    private final LongSupplier nanoTime;
    private volatile OptionalLong free = OptionalLong.empty();
    private boolean asking;
    private boolean everAsked;
    private boolean warned;
    private long askedAt;

    /**
     * @param min the number of bytes that must be free; 0 turns the check off
     * @param minFree asks for the free bytes of the fullest disk
     */
    public DiskSpace(long min, Supplier<CompletionStage<OptionalLong>> minFree, LongSupplier nanoTime) {
        this.min = min;
        this.minFree = minFree;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns if the last known free space is sufficient.
     *
     * @throws RefusedException if it isn't
     */
    public void requireRoom() throws RefusedException {
        if (min == 0) {
            return;
        }
        if (isDue()) {
            minFree.get().whenComplete(this::update);
        }
        OptionalLong known = free;
        if (known.isPresent() && known.getAsLong() < min) {
            throw new RefusedException(
                    Problem.DISK_FULL,
                    "expected at least " + min + " bytes free on the brokers' disks, found " + known.getAsLong()
                            + ": nothing is stored until space is freed");
        }
    }

    private synchronized boolean isDue() {
        if (asking || (everAsked && nanoTime.getAsLong() - askedAt < INTERVAL_NANOS)) {
            return false;
        }
        asking = true;
        everAsked = true;
        askedAt = nanoTime.getAsLong();
        return true;
    }

    private synchronized void update(OptionalLong found, Throwable failure) {
        asking = false;
        if (failure == null) {
            free = found;
            return;
        }
        free = OptionalLong.empty();
        if (!warned) {
            warned = true;
            LOG.warn(
                    "The brokers don't report their free disk space, so uploads aren't refused when it runs out",
                    failure);
        }
    }
}
