package dev.sluice.runtime.quarantine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** The store of a stage's {@link Note}s: one per partition, visible to its next owner on any instance. */
public interface AttemptNotes {
    /** The last note of a partition, if there is a readable one. */
    Optional<Note> read(TopicPartition partition);

    /** Writes a note, and returns once it is durable. */
    void write(TopicPartition partition, Note note);

    /** Notes in memory, for topologies without brokers. */
    static AttemptNotes inMemory() {
        Map<TopicPartition, Note> notes = new ConcurrentHashMap<>();
        return new AttemptNotes() {
            @Override
            public Optional<Note> read(TopicPartition partition) {
                return Optional.ofNullable(notes.get(partition));
            }

            @Override
            public void write(TopicPartition partition, Note note) {
                notes.put(partition, note);
            }
        };
    }
}
