package dev.sluice.runtime.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressCheckTest {
    private static final TopicPartition PARTITION = new TopicPartition("rows", 3);

    private final Quarantine quarantine = new Quarantine("a-stage", AttemptNotes.inMemory(), Duration.ofSeconds(10));
    private long nanos;
    private final ProgressCheck check = new ProgressCheck(quarantine, Duration.ofSeconds(30), () -> nanos);

    @Test
    void shouldFindNothingWithoutWork() {
        quarantine.watch(PARTITION).run(7, () -> {});

        for (int i = 0; i < 5; i++) {
            assertThat(check.standstills(Map.of(PARTITION, 8L))).isEmpty();
            nanos += Duration.ofSeconds(40).toNanos();
        }
    }

    @Test
    void shouldReportAPartitionWithoutCommits() {
        quarantine.watch(PARTITION).run(7, () -> {});

        assertThat(check.standstills(Map.of(PARTITION, 5L))).isEmpty();
        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(check.standstills(Map.of(PARTITION, 5L)))
                .containsExactly(new Standstill(PARTITION, 5, "nothing was committed for 31 s"));
        assertThat(check.standstills(Map.of(PARTITION, 6L))).isEmpty();
    }

    @Test
    void shouldMeasureFromTheStartOfWorkForAnyPollInterval() {
        PartitionWatch watch = quarantine.watch(PARTITION);
        watch.run(7, () -> {});
        assertThat(check.standstills(Map.of(PARTITION, 8L))).isEmpty();

        nanos += Duration.ofSeconds(40).toNanos();
        watch.run(8, () -> {});
        assertThat(check.standstills(Map.of(PARTITION, 8L)))
                .as("asked for the first time since it has work")
                .isEmpty();

        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(check.standstills(Map.of(PARTITION, 8L)))
                .containsExactly(new Standstill(PARTITION, 8, "nothing was committed for 31 s"));
    }

    @Test
    void shouldNotReportPartitionsThatAStageNoLongerOwns() {
        quarantine.watch(PARTITION).run(7, () -> {});

        assertThat(check.standstills(Map.of(PARTITION, 5L))).isEmpty();
        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(check.standstills(Map.of())).isEmpty();
        assertThat(check.standstills(Map.of(PARTITION, 5L))).isEmpty();
    }

    @Test
    void shouldReportARetriedRecordUntilItIsCommitted() {
        quarantine.watch(PARTITION).close();
        PartitionWatch first = quarantine.watch(PARTITION);
        first.run(7, () -> {});
        first.close();
        quarantine.watch(PARTITION).run(7, () -> {});

        assertThat(check.standstills(Map.of(PARTITION, -1L)))
                .containsExactly(new Standstill(PARTITION, 7, "the record was started 2 times"));
        assertThat(check.standstills(Map.of(PARTITION, 8L))).isEmpty();
    }
}
