package dev.sluice.aggregator.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * How long the combiners are at records of their partitions without getting through. It outlives them, so that one
 * that fails again and again at the same record isn't taken for one that has just begun.
 */
public final class CombineProgress {
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Begun> begun = new ConcurrentHashMap<>();
    /** Since when partitions are owned of which nothing was committed yet, as far as is known. */
    private final Map<TopicPartition, Long> fresh = new ConcurrentHashMap<>();

    private record Begun(long offset, long nanos) {}

    /**
     * A record that a stage doesn't get through with.
     *
     * @param since how long it has been at it
     */
    record Stalled(TopicPartition partition, long offset, Duration since) {}

    public CombineProgress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A new owner is at the partition. */
    public void isOwned(TopicPartition partition) {
        fresh.put(partition, nanoTime.getAsLong());
    }

    /** Work begins at this record, unless it has begun before it already. */
    public void begins(TopicPartition partition, long offset) {
        begun.computeIfAbsent(partition, unused -> new Begun(offset, nanoTime.getAsLong()));
    }

    /** What was begun of the partition is committed. */
    public void isCommitted(TopicPartition partition) {
        begun.remove(partition);
        fresh.remove(partition);
    }

    /** Others are at these partitions now. */
    public void areGone(Collection<TopicPartition> partitions) {
        partitions.forEach(begun::remove);
        partitions.forEach(fresh::remove);
    }

    /** Others are at all partitions but these. */
    public void areLeft(Collection<TopicPartition> partitions) {
        begun.keySet().retainAll(partitions);
        fresh.keySet().retainAll(partitions);
    }

    /** Whether the partition's owner began so short a while ago that it may fail as the one before. */
    boolean isFresh(TopicPartition partition, Duration within) {
        Long since = fresh.get(partition);
        return since != null && nanoTime.getAsLong() - since <= within.toNanos();
    }

    /** Where the stage has been for longest, if for longer than this. */
    Optional<Stalled> stalledFor(Duration longest) {
        long now = nanoTime.getAsLong();
        return begun.entrySet().stream()
                .map(each -> new Stalled(
                        each.getKey(),
                        each.getValue().offset(),
                        Duration.ofNanos(now - each.getValue().nanos())))
                .filter(stalled -> stalled.since().compareTo(longest) > 0)
                .max(Comparator.comparing(Stalled::since));
    }
}
