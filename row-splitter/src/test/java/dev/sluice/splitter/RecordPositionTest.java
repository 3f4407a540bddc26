package dev.sluice.splitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.FileIds;
import org.junit.jupiter.api.Test;

class RecordPositionTest {
    @Test
    void shouldNameAFileByItsPosition() {
        assertThat(new RecordPosition("sluice.raw-chunks", 3, 42).fileId()).isEqualTo("sluice.raw-chunks-3-42");
    }

    @Test
    void shouldNameAFileOfALongTopicByItsEnd() {
        String topic = "p".repeat(32) + "raw-chunks";

        String fileId = new RecordPosition(topic, 999, Long.MAX_VALUE).fileId();

        assertThat(fileId).hasSize(64).endsWith("raw-chunks-999-" + Long.MAX_VALUE);
        assertThat(FileIds.isValid(fileId)).isTrue();
    }
}
