package dev.sluice.runtime.quarantine;

import dev.sluice.runtime.broker.AdminCalls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Stores notes as committed offsets with metadata of a consumer group without members: the brokers keep them durably,
 * and delete them with the topic. Requires {@code Read} for the group and the topics.
 */
public final class GroupNotes implements AttemptNotes {
    private final Admin admin;
    private final String group;

    /** @param group a separate group: one with members accepts offsets from these only */
    public GroupNotes(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    @Override
    public Optional<Note> read(TopicPartition partition) {
        var asked = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
        OffsetAndMetadata found;
        try {
            found = AdminCalls.await(ms -> admin.listConsumerGroupOffsets(
                                    Map.of(group, asked), new ListConsumerGroupOffsetsOptions().timeoutMs(ms))
                            .partitionsToOffsetAndMetadata(group))
                    .get(partition);
        } catch (GroupIdNotFoundException e) {
            return Optional.empty();
        }
        return found == null ? Optional.empty() : Note.parse(found.offset(), found.metadata());
    }

    @Override
    public void write(TopicPartition partition, Note note) {
        var offset = new OffsetAndMetadata(note.offset(), note.toText());
        AdminCalls.await(ms -> admin.alterConsumerGroupOffsets(
                        group, Map.of(partition, offset), new AlterConsumerGroupOffsetsOptions().timeoutMs(ms))
                .all());
    }

    /**
     * The standstills that the notes of a stage show.
     *
     * @param found the committed offsets of the notes' group
     * @param committed the committed offsets of the stage
     */
    public static List<Standstill> standstills(
            Map<TopicPartition, OffsetAndMetadata> found, Map<TopicPartition, Long> committed) {
        List<Standstill> all = new ArrayList<>();
        found.forEach((partition, at) -> {
            if (at != null) {
                Note.parse(at.offset(), at.metadata())
                        .flatMap(note -> note.standstill(partition, committed.getOrDefault(partition, 0L)))
                        .ifPresent(all::add);
            }
        });
        all.sort(Comparator.comparing(
                (Standstill standstill) -> standstill.partition().toString()));
        return all;
    }
}
