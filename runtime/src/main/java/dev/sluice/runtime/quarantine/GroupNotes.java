package dev.sluice.runtime.quarantine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Stores notes as committed offsets with metadata of a consumer group without members: the brokers keep them durably,
 * and delete them with the topic. Requires {@code Read} for the group and the topics.
 */
public final class GroupNotes implements AttemptNotes {
    /** Long enough for a coordinator to move; a shutdown may have to wait that long. */
    private static final int TIMEOUT_MS = 45_000;

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
            found = await(admin.listConsumerGroupOffsets(Map.of(group, asked)).partitionsToOffsetAndMetadata(group))
                    .get(partition);
        } catch (GroupIdNotFoundException e) {
            return Optional.empty();
        }
        return found == null ? Optional.empty() : Note.parse(found.offset(), found.metadata());
    }

    @Override
    public void write(TopicPartition partition, Note note) {
        var offset = new OffsetAndMetadata(note.offset(), note.toText());
        await(admin.alterConsumerGroupOffsets(
                        group, Map.of(partition, offset), new AlterConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MS))
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

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new KafkaException("failed to read or write the notes of attempts", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
