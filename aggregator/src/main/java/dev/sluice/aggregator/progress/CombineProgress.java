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
 * How long the combiners have been processing a record without a commit. Survives a combiner's replacement: one that
 * keeps failing at the same record isn't taken for one that has just started.
 */
public final class CombineProgress {
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Begun> begun = new ConcurrentHashMap<>();
    /** By partition, when its current owner took over, until that owner commits for the first time. */
    private final Map<TopicPartition, Long> fresh = new ConcurrentHashMap<>();

    private record Begun(long offset, long nanos) {}

    /**
     * A record at which a stage is stalled.
     *
     * @param since for how long
     */
    record Stalled(TopicPartition partition, long offset, Duration since) {}

    public CombineProgress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A partition has a new owner. */
    public void assigned(TopicPartition partition) {
        fresh.put(partition, nanoTime.getAsLong());
    }

    /** Processing starts at this record, unless it has started already. */
    public void started(TopicPartition partition, long offset) {
        begun.computeIfAbsent(partition, unused -> new Begun(offset, nanoTime.getAsLong()));
    }

    /** The started work on the partition is committed. */
    public void committed(TopicPartition partition) {
        begun.remove(partition);
        fresh.remove(partition);
    }

    /** These partitions were reassigned. */
    public void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(begun::remove);
        partitions.forEach(fresh::remove);
    }

    /** All partitions but these were reassigned. */
    public void retainOnly(Collection<TopicPartition> partitions) {
        begun.keySet().retainAll(partitions);
        fresh.keySet().retainAll(partitions);
    }

    /** Whether the partition's owner took over so recently that it may fail like the previous one. */
    boolean isFresh(TopicPartition partition, Duration within) {
        Long since = fresh.get(partition);
        return since != null && nanoTime.getAsLong() - since <= within.toNanos();
    }

    /** The longest stall, if it is longer than this. */
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
