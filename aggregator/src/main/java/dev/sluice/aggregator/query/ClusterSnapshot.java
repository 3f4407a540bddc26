package dev.sluice.aggregator.query;

import dev.sluice.runtime.quarantine.GroupNotes;
import dev.sluice.runtime.quarantine.Standstill;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The brokers' view of the system.
 *
 * @param brokers the running brokers, as host:port
 * @param begin the log start offset of each partition
 * @param end the log end offset of each partition
 * @param committed the committed offsets of each stage's group; without partitions that it never committed
 * @param attempts the notes of each stage ({@code quarantine}); without partitions that it never noted
 * @param members the number of members of each stage's group
 */
record ClusterSnapshot(
        List<String> brokers,
        Map<TopicPartition, Long> begin,
        Map<TopicPartition, Long> end,
        Map<Stage, Map<TopicPartition, Long>> committed,
        Map<Stage, Map<TopicPartition, OffsetAndMetadata>> attempts,
        Map<Stage, Integer> members) {

    /** All observed partitions. */
    static List<TopicPartition> partitions(Topics topics) {
        return topics.all().stream()
                .flatMap(topic -> topic.topicPartitions().stream())
                .toList();
    }

    SystemState state(Topics topics, Instant asOf) {
        return new SystemState(
                asOf,
                brokers,
                topics.all().stream().map(this::topic).toList(),
                Arrays.stream(Stage.values()).map(stage -> stage(stage, topics)).toList());
    }

    private SystemState.TopicState topic(Topic<?, ?> topic) {
        long records = topic.topicPartitions().stream()
                .mapToLong(partition -> offset(end, partition) - offset(begin, partition))
                .sum();
        return new SystemState.TopicState(topic.name(), topic.partitions(), Math.max(0, records));
    }

    private SystemState.StageState stage(Stage stage, Topics topics) {
        Map<TopicPartition, Long> read = committed.getOrDefault(stage, Map.of());
        List<SystemState.TopicLag> lags = stage.reads(topics).stream()
                .map(topic -> new SystemState.TopicLag(
                        topic.name(),
                        topic.topicPartitions().stream()
                                .mapToLong(partition -> lag(partition, read))
                                .sum()))
                .toList();
        return new SystemState.StageState(
                stage.name().toLowerCase(Locale.ROOT),
                stage.group(topics),
                members.getOrDefault(stage, 0),
                lags.stream().mapToLong(SystemState.TopicLag::lag).sum(),
                lags,
                GroupNotes.standstills(attempts.getOrDefault(stage, Map.of()), read).stream()
                        .map(ClusterSnapshot::at)
                        .toList());
    }

    private static SystemState.StandstillAt at(Standstill standstill) {
        TopicPartition partition = standstill.partition();
        return new SystemState.StandstillAt(
                partition.topic(), partition.partition(), standstill.offset(), standstill.reason());
    }

    /** Records that retention removed before they were read don't count as lag. */
    private long lag(TopicPartition partition, Map<TopicPartition, Long> read) {
        long from = Math.max(offset(read, partition), offset(begin, partition));
        return Math.max(0, offset(end, partition) - from);
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }
}
