package dev.sluice.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import java.util.BitSet;
import tools.jackson.databind.JsonNode;

/** The rows of one file as they stand in the two row topics. */
public final class RowsInTopics {
    private RowsInTopics() {}

    /** Each line of the file is in the topic that it belongs in, once, and no other line is. */
    public static void assertEachLineOnce(String bootstrapServers, String fileId, GeneratedCsv file) {
        assertThat(lines(bootstrapServers, "sluice.valid-rows", fileId)).isEqualTo(file.validLines());
        assertThat(lines(bootstrapServers, "sluice.invalid-rows", fileId)).isEqualTo(file.invalidLines());
    }

    private static BitSet lines(String bootstrapServers, String topic, String fileId) {
        BitSet lines = new BitSet();
        TopicReader.read(bootstrapServers, topic, record -> {
            JsonNode row = Json.MAPPER.readTree(record.value());
            if (row.path("file_id").asString().equals(fileId)) {
                int line = row.path("line").asInt();
                assertThat(lines.get(line))
                        .as("line " + line + " twice in " + topic)
                        .isFalse();
                lines.set(line);
            }
        });
        return lines;
    }
}
