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
    void shouldWriteNoNoteBeforeTheFirstRecord() {
        quarantine.watch(PARTITION).close();

        assertThat(notes.read(PARTITION)).isEmpty();
    }

    @Test
    void shouldWriteOnlyTheStartWithoutFailures() {
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
    void shouldProcessRecordsAloneAtTheThirdStartAtTheSameOne() {
        assertThat(quarantine.watch(PARTITION).isAlone(7)).isFalse();
        assertThat(quarantine.watch(PARTITION).isAlone(7)).isFalse();
        assertThat(quarantine.metAgain()).contains(new MetAgain(PARTITION, 7, 2));
        assertThat(quarantine.watch(PARTITION).isAlone(7)).isTrue();
    }

    @Test
    void shouldForgetStartsAfterALaterCommit() {
        for (long offset = 0; offset < 10; offset++) {
            assertThat(quarantine.watch(PARTITION).isAlone(offset)).isFalse();
        }
    }

    @Test
    void shouldProcessRecordsAloneImmediatelyAfterAnException() {
        PartitionWatch watch = quarantine.watch(PARTITION);
        watch.run(7, () -> {});
        assertThatThrownBy(() -> watch.run(8, () -> fail("first"))).hasMessage("first");
        watch.close();

        assertThat(quarantine.watch(PARTITION).isAlone(7)).isTrue();
    }

    @Test
    void shouldQuarantineARecordThatFailedAloneTwice() {
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
    void shouldNotCountInfrastructureFailures() {
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
    void shouldRememberADoneRecordWhoseNoteCouldNotBeWritten() {
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
    void shouldSuspectARecordWhoseOutputWasRefused() {
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
    void shouldProcessSuspectsAloneAndThenGrowingBatches() {
        suspect();
        PartitionWatch watch = quarantine.watch(PARTITION);
        long offset = 7;
        for (int i = 0; i < Attempts.BATCH; i++) {
            assertThat(watch.isAlone(offset)).isTrue();
            assertThat(watch.atOnce(offset)).isOne();
            watch.run(offset++, () -> {});
            assertThat(watch.isCommitDue()).isTrue();
        }
        assertThat(quarantine.hasSuspects()).isFalse();
        assertThat(notes.read(PARTITION)).map(Note::toText).contains("started 1");

        assertThat(commits(watch, offset, 1_000)).containsExactly(37L, 77L, 157L, 317L, 637L);
    }

    /** A kill before the first commit must not make a stage slow. */
    @Test
    void shouldCommitAtGrowingIntervalsAfterASecondStartAtTheSameRecord() {
        quarantine.watch(PARTITION).run(7, () -> {});

        assertThat(commits(quarantine.watch(PARTITION), 7, 1_000)).containsExactly(17L, 37L, 77L, 157L, 317L, 637L);
    }

    @Test
    void shouldIsolateAPoisonRecordFarFromTheStart() {
        assertThat(failuresUntilQuarantine(7 + 5, 1)).isEqualTo(4);
        assertThat(failuresUntilQuarantine(7 + 100, 1)).isLessThanOrEqualTo(8);
        assertThat(failuresUntilQuarantine(7 + 100_000, 1)).isLessThanOrEqualTo(18);
        assertThat(failuresUntilQuarantine(7 + 100_000, 5_000)).isLessThanOrEqualTo(18);
    }

    /** Each owner's process dies of the record, so it notes nothing afterwards; commits take place only where due. */
    private static int failuresUntilQuarantine(long poison, int maxAtOnce) {
        MortalNotes notes = new MortalNotes();
        long committed = 7;
        for (int failures = 0; failures < 100; failures++) {
            notes.dead = false;
            PartitionWatch watch = new Quarantine("a-stage", notes, Duration.ofHours(1)).watch(PARTITION);
            long offset = committed;
            while (!notes.dead) {
                int records = Math.min(maxAtOnce, watch.atOnce(offset));
                boolean isPoisoned = poison >= offset && poison < offset + records;
                try {
                    if (!watch.run(offset, records, isPoisoned ? notes::die : () -> {})) {
                        return failures;
                    }
                } catch (LinkageError e) {
                    continue;
                }
                offset += records;
                committed = watch.isCommitDue() ? offset : committed;
            }
        }
        throw new AssertionError("the record is never quarantined");
    }

    /** The offsets behind which a commit is due, of so many records from this one on. */
    private static List<Long> commits(PartitionWatch watch, long from, int records) {
        List<Long> commits = new ArrayList<>();
        for (long offset = from; offset < from + records; offset++) {
            assertThat(watch.isAlone(offset)).isFalse();
            watch.run(offset, () -> {});
            if (watch.isCommitDue()) {
                commits.add(offset + 1);
            }
        }
        return commits;
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

    /** Takes no note of a process that has died. */
    private static final class MortalNotes implements AttemptNotes {
        private final AttemptNotes notes = AttemptNotes.inMemory();
        private boolean dead;

        void die() {
            dead = true;
            throw new LinkageError("dies");
        }

        @Override
        public Optional<Note> read(TopicPartition partition) {
            return notes.read(partition);
        }

        @Override
        public void write(TopicPartition partition, Note note) {
            if (dead) {
                throw new LinkageError("is dead");
            }
            notes.write(partition, note);
        }
    }
}
