package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** What a file may be called, and which partition its events are in. */
public final class FileIds {
    /** The rule in words. */
    public static final String RULE = "1 to 64 of A-Z a-z 0-9 . _ -, and neither . nor ..";

    private static final int MAX_LENGTH = 64;

    private FileIds() {}

    /** Asked for each row that is read, so it is no regular expression. */
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
     * The id itself.
     *
     * @throws IllegalArgumentException if it breaks the rule, or is missing
     */
    public static String require(@Nullable String fileId) {
        if (fileId == null || !isValid(fileId)) {
            throw new IllegalArgumentException("expected a file_id of " + RULE + ", found " + fileId);
        }
        return fileId;
    }

    /**
     * The id of the file that a record is, as a whole: the same each time the record is read, and of no other record, also
     * if the topic is deleted and made anew. Where the topic's name is too long for an id, its beginning gives way; the
     * topic's own id, partition and offset tell records apart.
     */
    public static String ofRecord(String topic, Uuid topicId, int partition, long offset) {
        String suffix = "-" + topicId + "-" + partition + "-" + offset;
        String name = topic.substring(Math.max(0, topic.length() - (MAX_LENGTH - suffix.length())));
        return name + suffix;
    }

    /** The partition that Kafka's default partitioner picks for this key. */
    public static int partition(String fileId, int partitions) {
        return Utils.toPositive(Utils.murmur2(fileId.getBytes(UTF_8))) % partitions;
    }

    /** The partition of {@code raw-chunks} for a chunk: a file's chunks go round, each always to the same one. */
    public static int chunkPartition(String fileId, long chunk, int partitions) {
        return (int) ((partition(fileId, partitions) + chunk) % partitions);
    }

    /** A line of the log that is about a file, with its id as a field of its own for whoever searches JSON. */
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
