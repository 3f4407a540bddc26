package dev.sluice.gateway.log;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Converts messages to records of their topics, with their partitions. */
public final class LogRecords {
    private final Topic<String, byte[]> rawChunks;
    private final Topic<String, FileEvent> fileEvents;

    public LogRecords(Topics topics) {
        rawChunks = topics.rawChunks();
        fileEvents = topics.fileEvents();
    }

    ProducerRecord<byte[], byte[]> of(FileEvent event) {
        int partition = FileIds.partition(event.fileId(), fileEvents.partitions());
        return record(fileEvents, partition, event.fileId(), event, new RecordHeaders());
    }

    /** The partition of a chunk depends on its file and number alone, so a duplicate lands in the same partition. */
    ProducerRecord<byte[], byte[]> of(ChunkHeaders headers, byte[] rows) {
        int partition = FileIds.chunkPartition(headers.fileId(), headers.chunk(), rawChunks.partitions());
        return record(rawChunks, partition, headers.fileId(), rows, headers.toHeaders());
    }

    /**
     * A record that is a whole file. It has no key, as a key would name a stream; it goes to the partition of the
     * file's first chunk.
     */
    ProducerRecord<byte[], byte[]> of(String fileId, Headers headers, byte[] file) {
        int partition = FileIds.chunkPartition(fileId, 0, rawChunks.partitions());
        return new ProducerRecord<>(rawChunks.name(), partition, null, null, file, headers);
    }

    private static <K, V> ProducerRecord<byte[], byte[]> record(
            Topic<K, V> topic, int partition, K key, V value, Headers headers) {
        return new ProducerRecord<>(
                topic.name(),
                partition,
                topic.keySerde().serializer().serialize(topic.name(), key),
                topic.valueSerde().serializer().serialize(topic.name(), value),
                headers);
    }
}
