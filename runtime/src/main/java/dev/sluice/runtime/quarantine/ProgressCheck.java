package dev.sluice.runtime.quarantine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a stage gets on: it doesn't where it has begun with records of a partition and committed nothing of it for a while, nor where it has met a
 * record before and isn't behind it. It is asked again and again, and compares with what it saw before.
 */
public final class ProgressCheck {
    private final Quarantine quarantine;
    private final long stallNanos;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    /** @param atNanos when the partition was found with work and this offset for the first time */
    private record Seen(long committed, long atNanos) {}

    /**
     * @param stallAfter how long it may have work and commit nothing
     * @param nanoTime the clock
     */
    public ProgressCheck(Quarantine quarantine, Duration stallAfter, LongSupplier nanoTime) {
        this.quarantine = quarantine;
        this.stallNanos = stallAfter.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Where it stands still, if anywhere.
     *
     * @param committed the offset behind the last committed record, for each partition that this process owns; any number below 0
     *     where nothing is known
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
                // Nor does the time count in which it had none.
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
