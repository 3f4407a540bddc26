package dev.sluice.runtime.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class QuarantineTest {
    private static final TopicPartition PARTITION = new TopicPartition("rows", 3);

    private final AttemptNotes notes = AttemptNotes.inMemory();
    private final Quarantine quarantine = new Quarantine("a-stage", notes, Duration.ofSeconds(10));

    @Test
    void shouldNoteNothingBeforeTheFirstRecord() {
        quarantine.watch(PARTITION).close();

        assertThat(notes.read(PARTITION)).isEmpty();
    }

    @Test
    void shouldNoteOnlyTheBeginningWhereNothingFails() {
        List<String> written = new ArrayList<>();
        Quarantine counted = new Quarantine("a-stage", writing(written), Duration.ofSeconds(10));
        PartitionWatch watch = counted.watch(PARTITION);
        for (long offset = 7; offset < 100; offset++) {
            assertThat(watch.run(offset, () -> {})).isTrue();
        }

        assertThat(written).containsExactly("7 started 1");
        assertThat(counted.metAgain()).isEmpty();
    }

    @Test
    void shouldTakeRecordsAloneAtTheThirdBeginningAtTheSameOne() {
        assertThat(quarantine.watch(PARTITION).isAlone(7)).isFalse();
        assertThat(quarantine.watch(PARTITION).isAlone(7)).isFalse();
        assertThat(quarantine.metAgain()).contains(new MetAgain(PARTITION, 7, 2));
        assertThat(quarantine.watch(PARTITION).isAlone(7)).isTrue();
    }

    @Test
    void shouldForgetBeginningsBehindWhichSomethingWasCommitted() {
        for (long offset = 0; offset < 10; offset++) {
            assertThat(quarantine.watch(PARTITION).isAlone(offset)).isFalse();
        }
    }

    @Test
    void shouldTakeRecordsAloneAtOnceAfterOneThrew() {
        PartitionWatch watch = quarantine.watch(PARTITION);
        watch.run(7, () -> {});
        assertThatThrownBy(() -> watch.run(8, () -> fail("first"))).hasMessage("first");
        watch.close();

        assertThat(quarantine.watch(PARTITION).isAlone(7)).isTrue();
    }

    @Test
    void shouldSetAsideWhatFailedAloneTwice() {
        assertThatThrownBy(() -> quarantine.watch(PARTITION).run(8, () -> fail("among others")))
                .hasMessage("among others");
        assertThatThrownBy(() -> quarantine.watch(PARTITION).run(8, () -> fail("alone")))
                .hasMessage("alone");
        PartitionWatch second = quarantine.watch(PARTITION);
        assertThat(second.run(7, () -> {})).isTrue();
        assertThatThrownBy(() -> second.run(8, () -> fail("alone again"))).hasMessage("alone again");

        PartitionWatch last = quarantine.watch(PARTITION);
        assertThat(last.run(8, () -> fail("not to be run"))).isFalse();
        assertThat(last.run(9, () -> {})).isTrue();
    }

    @Test
    void shouldNotCountInfrastructure() {
        for (int i = 0; i < 10; i++) {
            PartitionWatch watch = quarantine.watch(PARTITION);
            TimeoutException failure = new TimeoutException("no broker");
            assertThatThrownBy(() -> watch.run(8, () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            quarantine.failed(failure);
            watch.close();
        }

        assertThat(quarantine.watch(PARTITION).isAlone(8)).isFalse();
    }

    @Test
    void shouldNotCountOrderlyStops() {
        for (int i = 0; i < 10; i++) {
            Quarantine process = new Quarantine("a-stage", notes, Duration.ofSeconds(10));
            process.watch(PARTITION).run(8, () -> {});
            process.close();
        }

        assertThat(quarantine.watch(PARTITION).isAlone(8)).isFalse();
    }

    @Test
    void shouldRememberWhatItCouldNotWriteThatARecordIsDone() {
        suspect();
        FailingNotes failing = new FailingNotes(notes);
        Quarantine process = new Quarantine("a-stage", failing, Duration.ofSeconds(10));
        for (int i = 0; i < 10; i++) {
            PartitionWatch watch = process.watch(PARTITION);
            assertThat(watch.isAlone(7)).isTrue();
            assertThatThrownBy(() -> watch.run(8, () -> failing.failing = true)).isInstanceOf(TimeoutException.class);
            process.failed(new TimeoutException("no broker"));
            watch.close();
            failing.failing = false;
        }

        assertThat(process.watch(PARTITION).run(8, () -> {})).isTrue();
    }

    @Test
    void shouldBlameARecordWhoseOutputWasRefused() {
        PartitionWatch watch = quarantine.watch(PARTITION);
        watch.run(7, () -> {});
        watch.run(8, () -> {});
        quarantine.refused(PARTITION, 8, new IllegalArgumentException("too large"));
        quarantine.refused(PARTITION, 7, new TimeoutException("no broker"));
        watch.close();
        PartitionWatch second = quarantine.watch(PARTITION);
        assertThat(second.run(7, () -> {})).isTrue();
        assertThat(second.run(8, () -> {})).isTrue();
        second.close();
        quarantine.refused(PARTITION, 8, new IllegalArgumentException("too large"));

        PartitionWatch third = quarantine.watch(PARTITION);
        assertThat(third.run(7, () -> {})).isTrue();
        assertThat(third.run(8, () -> fail("not to be run"))).isFalse();
    }

    @Test
    void shouldCountARecordThatTakesTooLong() {
        suspect();
        for (int i = 0; i < 2; i++) {
            Quarantine impatient = new Quarantine("a-stage", notes, Duration.ofNanos(2));
            PartitionWatch watch = impatient.watch(PARTITION);
            assertThat(watch.isAlone(7)).isTrue();
            assertThat(watch.run(8, QuarantineTest::work)).isTrue();
            impatient.close();
        }

        assertThat(quarantine.watch(PARTITION).run(8, () -> fail("not to be run")))
                .isFalse();
    }

    @Test
    void shouldEndTheSuspicion() {
        suspect();
        PartitionWatch watch = quarantine.watch(PARTITION);
        for (long offset = 7; offset < 7 + Attempts.ALONE; offset++) {
            assertThat(watch.isAlone(offset)).isTrue();
            watch.run(offset, () -> {});
        }

        assertThat(watch.isAlone(7 + Attempts.ALONE)).isFalse();
        assertThat(notes.read(PARTITION)).map(Note::toText).contains("started 1");
    }

    private void suspect() {
        for (int i = 1; i < Attempts.STARTS; i++) {
            assertThat(quarantine.watch(PARTITION).isAlone(7)).isFalse();
        }
    }

    private static void fail(String message) {
        throw new IllegalStateException(message);
    }

    private static void work() {
        long end = System.nanoTime() + 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static AttemptNotes writing(List<String> written) {
        return new AttemptNotes() {
            @Override
            public Optional<Note> read(TopicPartition partition) {
                return Optional.empty();
            }

            @Override
            public void write(TopicPartition partition, Note note) {
                written.add(note.offset() + " " + note.toText());
            }
        };
    }

    private static final class FailingNotes implements AttemptNotes {
        private final AttemptNotes notes;
        private boolean failing;

        FailingNotes(AttemptNotes notes) {
            this.notes = notes;
        }

        @Override
        public Optional<Note> read(TopicPartition partition) {
            return notes.read(partition);
        }

        @Override
        public void write(TopicPartition partition, Note note) {
            if (failing) {
                throw new TimeoutException("no broker");
            }
            notes.write(partition, note);
        }
    }
}
