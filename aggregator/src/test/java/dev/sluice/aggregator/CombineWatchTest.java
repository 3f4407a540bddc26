package dev.sluice.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.quarantine.AttemptNotes;
import dev.sluice.schemas.quarantine.Quarantine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class StageWatchTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final TopicPartition ROWS = new TopicPartition("rows", 1);

    private final AtomicLong nanos = new AtomicLong();
    private final AttemptNotes notes = AttemptNotes.inMemory();
    private final StageProgress progress = new StageProgress(nanos::get);
    private final Quarantine quarantine = new Quarantine("combining", notes, Duration.ofHours(1));
    private final StageWatch watch = new StageWatch(Stage.COMBINE, quarantine, List.of(progress));

    @Test
    void shouldNameTheRecordThatNothingIsCommittedBehindForTooLong() {
        progress.begins(ROWS, 17);
        pass(29);
        progress.begins(ROWS, 20);
        assertThat(watch.stands(LONGEST)).isEmpty();

        pass(2);

        assertThat(watch.stands(LONGEST)).containsExactly("combine at offset 17 of rows-1: nothing committed for 31 s");
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        progress.isCommitted(ROWS);
        assertThat(watch.stands(LONGEST)).isEmpty();
    }

    @Test
    void shouldForgetPartitionsThatAreAnothers() {
        progress.begins(ROWS, 17);
        pass(31);

        progress.areLeft(List.of(new TopicPartition("rows", 0)));

        assertThat(watch.stands(LONGEST)).isEmpty();
    }

    @Test
    void shouldNameTheRecordThatIsMetAgainUntilItIsPassed() {
        for (int i = 0; i < 2; i++) {
            fail(5);
        }
        MergeWatch again = new MergeWatch(quarantine, progress);
        assertThat(again.isAlone(at(5))).isTrue();

        assertThat(watch.stands(LONGEST))
                .singleElement()
                .asString()
                .startsWith("combine at offset 5 of rows-1: begun ");
        assertThat(health().getDetails()).containsKey("stands");

        pass(31);
        assertThat(watch.stands(LONGEST)).as("it went on for so long").isEmpty();
    }

    private void fail(long offset) {
        MergeWatch failing = new MergeWatch(quarantine, progress);
        assertThatThrownBy(() -> failing.run(at(offset), () -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        failing.close();
    }

    private Health health() {
        return new AggregatorHealth(() -> null, () -> true, List.of(watch), LONGEST).health();
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static RecordMetadata at(long offset) {
        return new RecordMetadata() {
            @Override
            public String topic() {
                return ROWS.topic();
            }

            @Override
            public int partition() {
                return ROWS.partition();
            }

            @Override
            public long offset() {
                return offset;
            }
        };
    }
}
