package dev.sluice.runtime.quarantine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** Where the {@link Note}s of a stage are: one for each partition, seen by its next owner wherever that runs. */
public interface AttemptNotes {
    /** The last note of a partition, if there is one that can be read. */
    Optional<Note> read(TopicPartition partition);

    /** Returns when the note can't be lost any more. */
    void write(TopicPartition partition, Note note);

    /** Notes that end with the process: for topologies without brokers. */
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
