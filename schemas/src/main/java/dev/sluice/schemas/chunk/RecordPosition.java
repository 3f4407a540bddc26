package dev.sluice.schemas.chunk;

import dev.sluice.schemas.message.FileIds;
import org.apache.kafka.common.Uuid;

/** The position of a record in Kafka. */
public record RecordPosition(String topic, Uuid topicId, int partition, long offset) {
    /** The id of the file that consists of this record; the same each time it is read. */
    String fileId() {
        return FileIds.ofRecord(topic, topicId, partition, offset);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + " at offset " + offset;
    }
}
