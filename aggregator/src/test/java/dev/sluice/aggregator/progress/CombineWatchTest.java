package dev.sluice.aggregator.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.PartitionWatch;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.quarantine.Standstill;
import dev.sluice.schemas.topic.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class CombineWatchTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final TopicPartition ROWS = new TopicPartition("rows", 1);

    private final AtomicLong nanos = new AtomicLong();
    private final AttemptNotes notes = AttemptNotes.inMemory();
    private final CombineProgress progress = new CombineProgress(nanos::get);
    private final Quarantine quarantine = new Quarantine("combining", notes, Duration.ofHours(1));
    private final CombineWatch watch = new CombineWatch(quarantine, List.of(progress));

    @Test
    void shouldReportTheRecordAfterWhichNothingIsCommitted() {
        progress.started(ROWS, 17);
        pass(29);
        progress.started(ROWS, 20);
        assertThat(watch.standstills(LONGEST)).isEmpty();

        pass(2);

        assertThat(watch.standstills(LONGEST))
                .containsExactly(new Standstill(ROWS, 17, "nothing was committed for 31 s"));
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails())
                .containsEntry("stands", List.of("combine at offset 17 of rows-1: nothing was committed for 31 s"));
        progress.committed(ROWS);
        assertThat(watch.standstills(LONGEST)).isEmpty();
    }

    @Test
    void shouldForgetPartitionsOfOtherInstances() {
        progress.started(ROWS, 17);
        pass(31);

        progress.retainOnly(List.of(new TopicPartition("rows", 0)));

        assertThat(watch.standstills(LONGEST)).isEmpty();
    }

    @Test
    void shouldReportARetriedRecordUntilItIsPassed() {
        for (int i = 0; i < 2; i++) {
            fail(5);
        }
        progress.assigned(ROWS);
        assertThat(quarantine.watch(ROWS).isAlone(5)).isTrue();

        assertThat(watch.standstills(LONGEST))
                .singleElement()
                .asString()
                .contains("rows-1", "offset=5", "the record was started ");
        assertThat(health().getDetails()).containsKey("stands");

        pass(31);
        assertThat(watch.standstills(LONGEST)).as("it went on for so long").isEmpty();
    }

    private void fail(long offset) {
        PartitionWatch failing = quarantine.watch(ROWS);
        assertThatThrownBy(() -> failing.run(offset, () -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        failing.close();
    }

    private Health health() {
        return new AggregatorHealth(() -> null, () -> true, Map.of(Stage.COMBINE, () -> watch.standstills(LONGEST)))
                .health();
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
