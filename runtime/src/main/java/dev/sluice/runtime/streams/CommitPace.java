package dev.sluice.runtime.streams;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a thread of Kafka Streams asks for a commit: soon, so that a small file need not wait, but never so often that it spends more
 * time in commits than with records. A commit takes milliseconds on brokers that have little to do, and hundreds on brokers that
 * are busy; with a fixed interval of 20 ms a thread then does nothing but commit.
 *
 * <p>A commit is one of all tasks of a thread, so a thread has one pace. It is asked by a wall-clock punctuator of each task: Kafka
 * Streams calls those of all tasks, commits, and calls them again. So the commit that a task requested is over when that
 * same task asks again, which is how the pace knows how long it took.
 */
public final class CommitPace {
    /** What {@code commit.interval.ms} is set to: the pace asks long before. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** However long a commit took, records wait no longer than this for the next one. */
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

    /** That of the calling thread. */
    public static CommitPace ofThread() {
        return OF_THREAD.get();
    }

    /**
     * To be called by each punctuator, whether its task has something to commit or not.
     *
     * @param task the same object for each call of a task
     * @param wanted whether it has
     * @param least how much time there is between two commits at least
     * @return whether to request a commit now
     */
    public boolean isDue(Object task, boolean wanted, Duration least) {
        long now = nanoTime.getAsLong();
        if (requester != null && (requester == task || now - requestedAt > LONGEST_NANOS)) {
            requester = null;
            ended = now;
            took = Math.min(now - requestedAt, LONGEST_NANOS);
        }
        if (!wanted || requester != null || now - ended < Math.max(least.toNanos(), took)) {
            return false;
        }
        requester = task;
        requestedAt = now;
        return true;
    }
}
