package dev.sluice.runtime.streams;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;

/** The committed offsets of a Kafka Streams application's partitions on this instance. */
public final class CommittedOffsets {
    private CommittedOffsets() {}

    /**
     * By partition, the offset after the last committed record; negative if nothing was committed since it was
     * assigned.
     */
    public static Map<TopicPartition, Long> of(@Nullable KafkaStreams streams) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        if (streams != null && streams.state().isRunningOrRebalancing()) {
            for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
                thread.activeTasks().forEach(task -> read(task, committed));
            }
        }
        return committed;
    }

    /** Reads entry by entry: it is the task's own map, which its thread may modify concurrently. */
    private static void read(TaskMetadata task, Map<TopicPartition, Long> committed) {
        Map<TopicPartition, Long> offsets = task.committedOffsets();
        task.topicPartitions().forEach(partition -> committed.put(partition, offsets.getOrDefault(partition, -1L)));
    }
}
