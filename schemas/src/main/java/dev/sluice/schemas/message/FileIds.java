package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** Validates file ids, and computes partitions from them. */
public final class FileIds {
    /** The rule for messages. */
    public static final String RULE = "1 to 64 of A-Z a-z 0-9 . _ -, and neither . nor ..";

    private static final int MAX_LENGTH = 64;

    private FileIds() {}

    /** Called for each row, so it is no regular expression. */
    public static boolean isValid(String fileId) {
        int length = fileId.length();
        if (length == 0 || length > MAX_LENGTH || fileId.equals(".") || fileId.equals("..")) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isAllowed(fileId.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a valid id.
     *
     * @throws IllegalArgumentException if it is invalid or missing
     */
    public static String require(@Nullable String fileId) {
        if (fileId == null || !isValid(fileId)) {
            throw new IllegalArgumentException("expected a file_id of " + RULE + ", found " + fileId);
        }
        return fileId;
    }

    /**
     * The id of a file that consists of one record: the same each time the record is read, and unique, even if the
     * topic is deleted and recreated. If the topic's name is too long for an id, its beginning is cut off; the topic's
     * id, partition and offset make the id unique.
     */
    public static String ofRecord(String topic, Uuid topicId, int partition, long offset) {
        String suffix = "-" + topicId + "-" + partition + "-" + offset;
        String name = topic.substring(Math.max(0, topic.length() - (MAX_LENGTH - suffix.length())));
        return name + suffix;
    }

    /** The partition that Kafka's default partitioner chooses for this key. */
    public static int partition(String fileId, int partitions) {
        return Utils.toPositive(Utils.murmur2(fileId.getBytes(UTF_8))) % partitions;
    }

    /**
     * The partition of {@code raw-chunks} for a chunk: round-robin over a file's chunks, and always the same for a
     * chunk.
     */
    public static int chunkPartition(String fileId, long chunk, int partitions) {
        return (int) ((partition(fileId, partitions) + chunk) % partitions);
    }

    /** A log event about a file, with the file's id as a separate field for searches in JSON logs. */
    public static LoggingEventBuilder logged(LoggingEventBuilder line, String fileId) {
        return line.addKeyValue("file_id", fileId);
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
