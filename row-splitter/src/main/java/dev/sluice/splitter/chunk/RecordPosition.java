package dev.sluice.splitter.chunk;

import dev.sluice.schemas.message.FileIds;
import org.apache.kafka.common.Uuid;

/** Where a record stands in Kafka. */
public record RecordPosition(String topic, Uuid topicId, int partition, long offset) {
    /** The id of the file that this record is, as a whole: the same each time it is read. */
    String fileId() {
        return FileIds.ofRecord(topic, topicId, partition, offset);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + " at offset " + offset;
    }
}
