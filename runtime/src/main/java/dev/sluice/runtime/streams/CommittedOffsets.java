package dev.sluice.runtime.streams;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;

/** How far a Kafka Streams application has committed the partitions that it owns. */
public final class CommittedOffsets {
    private CommittedOffsets() {}

    /** By partition the offset behind the last record; below 0 where nothing was committed since it was assigned. */
    public static Map<TopicPartition, Long> of(@Nullable KafkaStreams streams) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        if (streams != null && streams.state().isRunningOrRebalancing()) {
            for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
                thread.activeTasks().forEach(task -> read(task, committed));
            }
        }
        return committed;
    }

    /** One by one: it is the task's own map, which its thread may write to meanwhile. */
    private static void read(TaskMetadata task, Map<TopicPartition, Long> committed) {
        Map<TopicPartition, Long> offsets = task.committedOffsets();
        task.topicPartitions().forEach(partition -> committed.put(partition, offsets.getOrDefault(partition, -1L)));
    }
}
