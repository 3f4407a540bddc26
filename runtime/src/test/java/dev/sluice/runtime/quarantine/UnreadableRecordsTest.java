package dev.sluice.runtime.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableRecordsTest {
    private static final TopicPartition ONE = new TopicPartition("sluice.raw-chunks", 1);
    private static final TopicPartition ELEVEN = new TopicPartition("sluice.raw-chunks", 11);

    private final UnreadableRecords unreadable = new UnreadableRecords();
    private final Exception failure = new KafkaException("m", new CorruptRecordException("bad CRC"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received exception when fetching the next record from sluice.raw-chunks-11. If needed, please seek past the record to continue consumption.",
                "Record batch for partition sluice.raw-chunks-11 at offset 7 is invalid, cause: bad CRC",
                "Encountered corrupt message when fetching offset 7 for topic-partition sluice.raw-chunks-11"
            })
    void shouldFindThePartitionInTheConsumersMessage(String message) {
        assertThat(UnreadableRecords.partition(new KafkaException(message), Set.of(ONE, ELEVEN)))
                .contains(ELEVEN);
    }

    @Test
    void shouldFindNoPartitionInOtherFailures() {
        assertThat(UnreadableRecords.partition(
                        new TimeoutException("no answer of sluice.raw-chunks-1 in time"), Set.of(ONE)))
                .isEmpty();
        assertThat(UnreadableRecords.partition(
                        new KafkaException("x. If needed, please seek past the record to continue"), Set.of(ONE)))
                .isEmpty();
    }

    @Test
    void shouldSkipARecordThatFailsThreeTimesInARow() {
        assertThat(unreadable.isToBeSkipped(ONE, 7, failure)).isFalse();
        assertThat(unreadable.isToBeSkipped(ONE, 7, failure)).isFalse();
        assertThat(unreadable.isToBeSkipped(ONE, 7, failure)).isTrue();

        assertThat(drained(ONE))
                .containsExactly(new UnreadableRecords.Skipped(ONE, 7, "the record can't be read: bad CRC"));
        assertThat(drained(ONE)).isEmpty();
        assertThat(drained(ELEVEN)).isEmpty();
    }

    @Test
    void shouldSkipTheRestOfADamagedBatchAtOnce() {
        for (int i = 0; i < 3; i++) {
            unreadable.isToBeSkipped(ONE, 7, failure);
        }

        assertThat(unreadable.isToBeSkipped(ONE, 8, failure)).isTrue();
        assertThat(unreadable.isToBeSkipped(ONE, 9, failure)).isTrue();
        assertThat(unreadable.isToBeSkipped(ONE, 20, failure)).isFalse();
        assertThat(unreadable.isToBeSkipped(ELEVEN, 10, failure)).isFalse();
    }

    @Test
    void shouldRestartTheCountAfterAnotherOffset() {
        unreadable.isToBeSkipped(ONE, 7, failure);
        unreadable.isToBeSkipped(ONE, 7, failure);
        unreadable.isToBeSkipped(ONE, 9, failure);

        assertThat(unreadable.isToBeSkipped(ONE, 9, failure)).isFalse();
        assertThat(unreadable.isToBeSkipped(ONE, 9, failure)).isTrue();
    }

    private List<UnreadableRecords.Skipped> drained(TopicPartition partition) {
        List<UnreadableRecords.Skipped> records = new ArrayList<>();
        unreadable.drain(partition, records::add);
        return records;
    }
}
