package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.FileIds;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Record;

/** Reads the key of a record, which is a file's id. */
final class FileKey {
    private FileKey() {}

    /**
     * The file's id.
     *
     * @throws SerializationException if the key is no valid id
     */
    static String of(Record<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new SerializationException("expected the file_id as key, found none");
        }
        String fileId = new String(record.key(), UTF_8);
        if (!FileIds.isValid(fileId)) {
            throw new SerializationException("expected a file_id of " + FileIds.RULE + " as key, found " + fileId);
        }
        return fileId;
    }
}
