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
 * Whether there is room for more where the log is kept: a broker whose disk is full ends, and with it all uploads that go
 * on. It is asked at intervals, in the background; no upload waits for the answer. What isn't known is no reason to refuse.
 */
public final class DiskSpace {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final long least;
    private final Supplier<CompletionStage<OptionalLong>> leastFree;
    private final LongSupplier nanoTime;
    private volatile OptionalLong free = OptionalLong.empty();
    private boolean asking;
    private boolean everAsked;
    private boolean warned;
    private long askedAt;

    /**
     * @param least how many bytes have to be free; 0 never asks
     * @param leastFree asks how many are, on the disk that has the fewest
     */
    public DiskSpace(long least, Supplier<CompletionStage<OptionalLong>> leastFree, LongSupplier nanoTime) {
        this.least = least;
        this.leastFree = leastFree;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns where there is room, by what was last heard.
     *
     * @throws RefusedException if there is too little
     */
    public void requireRoom() throws RefusedException {
        if (least == 0) {
            return;
        }
        if (isDue()) {
            leastFree.get().whenComplete(this::heard);
        }
        OptionalLong known = free;
        if (known.isPresent() && known.getAsLong() < least) {
            throw new RefusedException(
                    Problem.DISK_FULL,
                    "expected at least " + least + " bytes free where the log is kept, found " + known.getAsLong()
                            + ": nothing is stored until there is more");
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

    private synchronized void heard(OptionalLong found, Throwable failure) {
        asking = false;
        if (failure == null) {
            free = found;
            return;
        }
        free = OptionalLong.empty();
        if (!warned) {
            warned = true;
            LOG.warn("The brokers don't tell how full their disks are, so uploads aren't refused for it", failure);
        }
    }
}
