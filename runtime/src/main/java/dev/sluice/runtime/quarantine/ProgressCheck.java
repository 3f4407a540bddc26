package dev.sluice.runtime.quarantine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Detects a stalled stage: one that has started records of a partition and committed nothing for a while, or that has
 * started a record again and not committed it. Called periodically; compares with the previous call.
 */
public final class ProgressCheck {
    private final Quarantine quarantine;
    private final long stallNanos;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    /** @param atNanos when the partition was first found with work at this offset */
    private record Seen(long committed, long atNanos) {}

    /**
     * @param stallAfter how long the stage may have work without a commit
     * @param nanoTime the clock
     */
    public ProgressCheck(Quarantine quarantine, Duration stallAfter, LongSupplier nanoTime) {
        this.quarantine = quarantine;
        this.stallNanos = stallAfter.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * The partitions at which the stage is stalled.
     *
     * @param committed by partition that this process owns the offset after the last committed record; negative if
     *     unknown
     */
    public synchronized List<Standstill> standstills(Map<TopicPartition, Long> committed) {
        long now = nanoTime.getAsLong();
        Map<TopicPartition, Long> begun = quarantine.begun();
        seen.keySet().retainAll(committed.keySet());
        List<Standstill> found = new ArrayList<>();
        committed.forEach((partition, offset) -> {
            boolean hasWork = begun.getOrDefault(partition, Long.MIN_VALUE) >= offset;
            Seen before = seen.get(partition);
            if (!hasWork) {
                // The time without work doesn't count either.
                seen.remove(partition);
            } else if (before == null || before.committed() != offset) {
                seen.put(partition, new Seen(offset, now));
            } else if (now - before.atNanos() > stallNanos) {
                found.add(Standstill.uncommitted(
                        partition, Math.max(0, offset), Duration.ofNanos(now - before.atNanos())));
            }
        });
        for (MetAgain met : quarantine.metAgain()) {
            if (committed.getOrDefault(met.partition(), -1L) <= met.offset()) {
                found.add(Standstill.metAgain(met.partition(), met.offset(), met.times()));
            }
        }
        return found;
    }
}
