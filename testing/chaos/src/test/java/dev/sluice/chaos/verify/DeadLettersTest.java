package dev.sluice.chaos.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.DeadLetter;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @Test
    void shouldDescribeTheRecordServiceAndReasonOfAQuarantine() {
        DeadLetter letter = DeadLetter.of(
                null,
                null,
                new RecordHeaders(),
                new DeadLetter.Cause("row-splitter", "failed alone twice", "sluice.raw-chunks", 3, 17, true));

        assertThat(DeadLetters.describe(letter.headers()))
                .isEqualTo("sluice.raw-chunks partition 3 offset 17, quarantined by row-splitter: failed alone twice");
        assertThat(DeadLetters.describe(new RecordHeaders())).contains("offset ?");
    }
}
