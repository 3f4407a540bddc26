package dev.sluice.aggregator.progress;

import dev.sluice.runtime.quarantine.PartitionWatch;
import dev.sluice.runtime.quarantine.Quarantine;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The attempts of a processor. It reads one partition of one topic, and learns which one from its first record. */
public final class MergeWatch implements AutoCloseable {
    private final Quarantine quarantine;
    private @Nullable PartitionWatch watch;

    public MergeWatch(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    /**
     * Processes the record.
     *
     * @return false if the record is to be quarantined; then nothing was processed
     */
    public boolean run(RecordMetadata at, Runnable work) {
        return watch(at).run(at.offset(), work);
    }

    /** Whether the processor must request a commit before it processes the next record. */
    public boolean isCommitDue() {
        return watch != null && watch.isCommitDue();
    }

    /** The task has been closed or has failed. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        watch = null;
    }

    private PartitionWatch watch(RecordMetadata at) {
        PartitionWatch known = watch;
        if (known == null) {
            known = quarantine.watch(new TopicPartition(at.topic(), at.partition()));
            watch = known;
        }
        return known;
    }
}
