package dev.sluice.splitter;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;

/** How far a Kafka Streams application has committed the partitions that it owns. */
final class CommittedOffsets {
    private CommittedOffsets() {}

    /** By partition the offset behind the last record; below 0 where nothing was committed since it was assigned. */
    static Map<TopicPartition, Long> of(@Nullable KafkaStreams streams) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        if (streams != null && streams.state().isRunningOrRebalancing()) {
            for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
                thread.activeTasks().forEach(task -> committed.putAll(task.committedOffsets()));
            }
        }
        return committed;
    }
}
