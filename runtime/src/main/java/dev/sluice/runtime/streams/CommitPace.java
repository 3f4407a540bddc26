package dev.sluice.runtime.streams;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a Kafka Streams thread requests a commit: early, so that a small file has low latency, but never so
 * often that the thread spends more time in commits than with records. A commit takes milliseconds on idle brokers, and
 * hundreds on busy ones, where with a fixed interval of 20 ms a thread would do nothing but commit.
 *
 * <p>A commit covers all tasks of a thread, so a thread has one pace. A wall-clock punctuator of each task asks it: Kafka
 * Streams calls those of all tasks, commits, and calls them again. So the commit that a task requested is over when the
 * same task asks again, which shows how long the commit took.
 */
public final class CommitPace {
    /** The value of {@code commit.interval.ms}, longer than the pace ever waits. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The maximum time that records wait for the next commit, however long the last one took. */
    private static final long LONGEST_NANOS = INTERVAL.toNanos();

    private static final ThreadLocal<CommitPace> OF_THREAD =
            ThreadLocal.withInitial(() -> new CommitPace(System::nanoTime));

    private final LongSupplier nanoTime;
    /** The task that requested the commit which isn't known to be over, or null. */
    private @Nullable Object requester;

    private long requestedAt;
    private long ended;
    private long took;

    CommitPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.ended = nanoTime.getAsLong();
    }

    /** The pace of the calling thread. */
    public static CommitPace ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Called by each punctuator, whether its task has something to commit or not.
     *
     * @param task the same object for each call of a task
     * @param wanted whether it has
     * @param min the minimum time between two commits
     * @return whether to request a commit now
     */
    public boolean isDue(Object task, boolean wanted, Duration min) {
        long now = nanoTime.getAsLong();
        if (requester != null && (requester == task || now - requestedAt > LONGEST_NANOS)) {
            requester = null;
            ended = now;
            took = Math.min(now - requestedAt, LONGEST_NANOS);
        }
        if (!wanted || requester != null || now - ended < Math.max(min.toNanos(), took)) {
            return false;
        }
        requester = task;
        requestedAt = now;
        return true;
    }
}
