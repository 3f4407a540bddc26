package dev.sluice.chaos.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.chaos.verify.FileHistory.Answer;
import dev.sluice.chaos.verify.FileHistory.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHistoryTest {
    private static final String END = "processed, 7 rows";

    private final FileHistory history = new FileHistory();

    @Test
    void shouldAcceptTheLifeOfAFile() {
        upload(0, 10);
        assertThat(provisional(11, 12)).isNull();
        assertThat(ended(20, 21)).isNull();
        assertThat(ended(30, 31)).isNull();
        history.deleting(40);
        assertThat(history.deleted(45)).isNull();
        assertThat(absent(46, 47)).isNull();

        assertThat(history.isDeleted()).isTrue();
        assertThat(history.isLinearizable()).isTrue();
    }

    @Test
    void shouldRefuseAnUploadThatIsUnknownAfterItsAcknowledgement() {
        upload(0, 10);

        assertThat(absent(11, 12)).contains("no deletion has begun");
    }

    @Test
    void shouldRefuseADeletedFileThatIsShownAgain() {
        upload(0, 10);
        ended(20, 21);
        history.deleting(40);
        history.deleted(45);

        assertThat(ended(46, 47)).contains("the deletion was known");
        assertThat(provisional(46, 47)).contains("the deletion was known");
    }

    @Test
    void shouldLetAnAnswerThatOverlapsADeletionShowEither() {
        upload(0, 10);
        ended(20, 21);
        history.deleting(40);
        history.deleted(45);

        assertThat(absent(41, 44)).isNull();
        assertThat(ended(39, 50)).isNull();
    }

    @Test
    void shouldReadA404AsProofOfADeletionWithAnUnknownOutcome() {
        upload(0, 10);
        ended(20, 21);
        history.deleting(40);
        assertThat(ended(100, 101)).isNull();
        assertThat(absent(110, 111)).isNull();

        assertThat(ended(112, 113)).isNotNull();
    }

    @Test
    void shouldFindAConfirmationThatOtherAnswersContradict() {
        upload(0, 10);
        ended(20, 21);
        history.deleting(40);
        // Entered before the confirmation, though it was asked after that.
        assertThat(ended(50, 51)).isNull();

        assertThat(history.deleted(45)).contains("the deletion was confirmed");
    }

    @Test
    void shouldRefuseAnEndThatChangesOrIsRevoked() {
        upload(0, 10);
        ended(20, 21);

        assertThat(history.add(new Answer(Seen.ENDED, 5, 22, "failed"))).contains("as it was first shown");
        assertThat(provisional(22, 23)).contains("the end, known");
        assertThat(provisional(20, 23)).as("asked before it was known").isNull();
    }

    @Test
    void shouldAcceptTheLossOfAnUnacknowledgedFileUntilItsEnd() {
        history.creating(0);

        assertThat(absent(1, 2)).isNull();
        assertThat(provisional(3, 4)).isNull();
        assertThat(absent(5, 6)).isNull();
        assertThat(ended(7, 8)).isNull();
        assertThat(absent(9, 10)).isNotNull();
    }

    @Test
    void shouldStartANewLifecycleForAReusedId() {
        upload(0, 10);
        ended(20, 21);
        history.deleting(40);
        history.deleted(45);
        assertThat(ended(46, 47)).as("before it is used again").isNotNull();

        upload(50, 60);
        assertThat(absent(48, 55)).isNull();
        assertThat(provisional(61, 62)).isNull();
        assertThat(absent(61, 62)).isNotNull();
        assertThat(history.add(new Answer(Seen.ENDED, 63, 64, "processed, 8 rows")))
                .isNull();
        assertThat(ended(65, 66)).as("the end of the life before").isNotNull();
    }

    @Test
    void shouldRefuseANewLifecycleBeforeTheCurrentOneEnds() {
        upload(0, 10);
        history.deleting(40);

        assertThatThrownBy(() -> history.creating(50)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldFindAContradictionAcrossAmbiguousAnswers() {
        history.creating(0);
        history.deleting(10);
        // Each may have been before the file, or after it; one of them was, and the file was there in between.
        assertThat(absent(1, 40)).isNull();
        assertThat(absent(1, 30)).isNull();
        assertThat(history.isLinearizable()).isTrue();
        assertThat(ended(2, 3)).isNull();
        assertThat(ended(20, 35)).isNull();
        assertThat(history.isLinearizable()).isTrue();
    }

    /** Every history that could have been is accepted, and what is changed in one is found exactly if it couldn't. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAgreeWithTheDefinition(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            Generated generated = Generated.of(random);
            assertThat(generated.accepted()).as("%s", generated).isTrue();
            Generated mutated = generated.mutated(random);
            boolean possible = mutated.possible();
            assertThat(mutated.accepted()).as("%s", mutated).isEqualTo(possible);
            refused += possible ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(20);
    }

    private void upload(long begun, long acknowledged) {
        history.creating(begun);
        assertThat(history.created(acknowledged)).isNull();
    }

    private String absent(long asked, long answered) {
        return history.add(new Answer(Seen.ABSENT, asked, answered, null));
    }

    private String provisional(long asked, long answered) {
        return history.add(new Answer(Seen.PROVISIONAL, asked, answered, null));
    }

    private String ended(long asked, long answered) {
        return history.add(new Answer(Seen.ENDED, asked, answered, END));
    }

    /**
     * A small history of an id that may be used twice.
     *
     * @param writes by number of the state that they lead to: {begun, confirmed or a large number}; of ends nothing is
     *     written
     */
    private record Generated(long[][] writes, List<Answer> answers) {
        private static final int LONGEST = 9;
        private static final long LATER = 1_000;

        static Generated of(Random random) {
            int lives = 1 + random.nextInt(2);
            long[] changes = new Random(random.nextLong())
                    .longs(3L * lives, 1, LONGEST)
                    .sorted()
                    .toArray();
            long[][] writes = new long[changes.length][];
            long free = 0;
            for (int i = 0; i < changes.length; i++) {
                long begun = Math.max(free, changes[i] - random.nextInt(3));
                boolean maybeUnknown = i == 0 || i == changes.length - 1;
                long confirmed = maybeUnknown && random.nextBoolean() ? LATER : changes[i] + random.nextInt(3);
                if (i % 3 == 0 && i > 0) {
                    // The id is used again when its deletion is confirmed.
                    changes[i] = Math.max(changes[i], free + 1);
                    begun = Math.max(free, begun);
                    confirmed = Math.max(confirmed, changes[i]);
                } else if (i > 0) {
                    changes[i] = Math.max(changes[i], changes[i - 1]);
                    confirmed = Math.max(confirmed, changes[i]);
                    begun = Math.min(Math.max(begun, writes[i - 1][0]), changes[i]);
                }
                writes[i] = new long[] {Math.min(begun, changes[i]), confirmed};
                if (i % 3 == 2) {
                    free = confirmed + 1;
                }
            }
            List<Answer> answers =
                    IntStream.range(0, 6).mapToObj(i -> answer(random, changes)).toList();
            return new Generated(writes, answers);
        }

        private static Answer answer(Random random, long[] changes) {
            long at = random.nextInt(LONGEST + 4);
            int state =
                    (int) Arrays.stream(changes).filter(change -> change <= at).count();
            return new Answer(
                    Seen.values()[state % 3],
                    at - random.nextInt(4),
                    at + random.nextInt(4),
                    state % 3 == 2 ? "end " + state / 3 : null);
        }

        Generated mutated(Random random) {
            List<Answer> changed = new ArrayList<>(answers);
            int which = random.nextInt(changed.size());
            Answer answer = changed.get(which);
            if (random.nextBoolean()) {
                long by = random.nextInt(13) - 6;
                changed.set(
                        which, new Answer(answer.seen(), answer.asked() + by, answer.answered() + by, answer.end()));
            } else {
                Seen seen = Seen.values()[random.nextInt(3)];
                changed.set(
                        which,
                        new Answer(
                                seen,
                                answer.asked(),
                                answer.answered(),
                                seen == Seen.ENDED ? "end " + random.nextInt(2) : null));
            }
            return new Generated(writes, changed);
        }

        /** Feeds a history with it, in the order in which a rig would learn of it. */
        boolean accepted() {
            record Event(long time, int order, java.util.function.Predicate<FileHistory> enter) {}
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < writes.length; i++) {
                long begun = writes[i][0];
                long confirmed = writes[i][1];
                if (i % 3 == 0) {
                    events.add(new Event(begun, 0, history -> {
                        history.creating(begun);
                        return true;
                    }));
                    if (confirmed < LATER) {
                        events.add(new Event(confirmed, 2, history -> history.created(confirmed) == null));
                    }
                } else if (i % 3 == 2) {
                    events.add(new Event(begun, 1, history -> {
                        history.deleting(begun);
                        return true;
                    }));
                    if (confirmed < LATER) {
                        events.add(new Event(confirmed, 2, history -> history.deleted(confirmed) == null));
                    }
                }
            }
            answers.forEach(
                    answer -> events.add(new Event(answer.answered(), 3, history -> history.add(answer) == null)));
            events.sort(Comparator.comparing(Event::time).thenComparing(Event::order));
            FileHistory history = new FileHistory();
            boolean good = true;
            for (Event event : events) {
                good &= event.enter().test(history);
            }
            return good && history.isLinearizable();
        }

        /** By the definition: whether there are times of the changes at which all of it is true. */
        boolean possible() {
            // Which end is which life's.
            return IntStream.range(0, 4).anyMatch(ends -> possible(new long[writes.length], 0, ends));
        }

        private boolean possible(long[] changes, int next, int ends) {
            if (next == changes.length) {
                return answers.stream().allMatch(answer -> isTrue(answer, changes, ends));
            }
            long from = next == 0 ? -10 : changes[next - 1];
            long to = LATER;
            if (next % 3 != 1) {
                from = Math.max(from, writes[next][0]);
                to = writes[next][1];
            }
            for (long time = from; time <= Math.min(to, LONGEST + 12); time++) {
                changes[next] = time;
                if (possible(changes, next + 1, ends)) {
                    return true;
                }
            }
            changes[next] = LATER;
            return to == LATER && possible(changes, next + 1, ends);
        }

        private boolean isTrue(Answer answer, long[] changes, int lives) {
            for (int state = List.of(Seen.values()).indexOf(answer.seen()); state <= changes.length; state += 3) {
                long begins = state == 0 ? Long.MIN_VALUE : changes[state - 1];
                long ends = state == changes.length ? Long.MAX_VALUE : changes[state];
                // What is provisional may be of a transaction that is aborted later.
                boolean before = answer.seen() == Seen.PROVISIONAL
                        ? writes[state - 1][0] <= answer.answered()
                        : begins <= answer.answered();
                String end = "end " + (lives >> state / 3 & 1);
                if (before
                        && ends >= answer.asked()
                        && (answer.end() == null || answer.end().equals(end))) {
                    return true;
                }
            }
            return false;
        }
    }
}
