package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What a file may be called, and which partition its events are in. */
public final class FileIds {
    /** The rule in words. */
    public static final String RULE = "1 to 64 of A-Z a-z 0-9 . _ -, and neither . nor ..";

    private static final Pattern VALID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");

    private FileIds() {}

    public static boolean isValid(String fileId) {
        return VALID.matcher(fileId).matches();
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

    /** The partition that Kafka's default partitioner picks for this key. */
    public static int partition(String fileId, int partitions) {
        return Utils.toPositive(Utils.murmur2(fileId.getBytes(UTF_8))) % partitions;
    }

    /** The partition of {@code raw-chunks} for a chunk: a file's chunks go round, each always to the same one. */
    public static int chunkPartition(String fileId, long chunk, int partitions) {
        return (int) ((partition(fileId, partitions) + chunk) % partitions);
    }
}
