package dev.sluice.aggregator;

import dev.sluice.schemas.quarantine.PartitionWatch;
import dev.sluice.schemas.quarantine.Quarantine;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What a processor, which reads one partition of one topic, tells of its records to those that watch over it. */
final class MergeWatch implements AutoCloseable {
    private final Quarantine quarantine;
    private final StageProgress progress;
    private @Nullable TopicPartition partition;
    private @Nullable PartitionWatch watch;

    MergeWatch(Quarantine quarantine, StageProgress progress) {
        this.quarantine = quarantine;
        this.progress = progress;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** Whether the record is to be committed before the next is read. */
    boolean isAlone(RecordMetadata at) {
        return watch(at).isAlone(at.offset());
    }

    /**
     * Processes the record.
     *
     * @return false if it is to be set aside: then nothing was processed
     */
    boolean run(RecordMetadata at, Runnable work) {
        PartitionWatch watching = watch(at);
        TopicPartition of = Objects.requireNonNull(partition);
        progress.begins(of, at.offset());
        boolean taken = watching.run(at.offset(), work);
        progress.isThrough(of);
        return taken;
    }

    /** The task has ended, or failed. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        watch = null;
        if (partition != null) {
            progress.areGone(List.of(partition));
        }
    }

    private PartitionWatch watch(RecordMetadata at) {
        PartitionWatch known = watch;
        if (known == null) {
            partition = new TopicPartition(at.topic(), at.partition());
            known = quarantine.watch(partition);
            watch = known;
            progress.isOwned(partition);
        }
        return known;
    }
}
