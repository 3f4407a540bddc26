package dev.sluice.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzz.Fuzzer.Broken;
import dev.sluice.fuzz.Fuzzer.Outcome;
import dev.sluice.fuzz.input.Poison;
import dev.sluice.fuzz.stage.Finding;
import dev.sluice.fuzz.stage.FuzzedStage;
import dev.sluice.fuzz.stage.Work;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That the fuzzer finds what it is for, in stages with one fault each. */
class FuzzerTest {
    @Test
    void shouldFindNothingInAStageWithoutFault() {
        Outcome outcome = run((input, work) -> write(work, Math.min(input.length, 1_000_000)));

        assertThat(outcome.broken()).isNull();
        assertThat(outcome.inputs()).isEqualTo(30_000);
    }

    @Test
    void shouldFindAnException() {
        Outcome outcome = run((input, work) -> {
            if (new String(input, ISO_8859_1).contains("999999999-12-31")) {
                throw new ArithmeticException("overflow");
            }
        });

        assertThat(outcome.broken()).isNotNull();
        assertThat(outcome.broken().why()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldFindARecordThatExceedsTheProducerLimit() {
        Outcome outcome = run((input, work) -> write(work, input.length > 40_000 ? 2 * Topics.MAX_RECORD_BYTES : 1));

        assertThat(outcome.broken().why()).isInstanceOf(Finding.class).hasMessageContaining("records of at most");
    }

    /** As a reject of each bad cell that has the whole row. */
    @Test
    void shouldFindOutputThatGrowsWithTheSquareOfTheInput() {
        Outcome outcome = run((input, work) -> {
            for (int i = 0; i < input.length; i += 2) {
                write(work, input.length);
            }
        });

        assertThat(outcome.broken().why()).isInstanceOf(Finding.class).hasMessageContaining("bytes written");
    }

    @Test
    void shouldFindWorkThatGrowsWithTheSquareOfTheInput() {
        Outcome outcome = run((input, work) -> {
            List<byte[]> copies = new ArrayList<>();
            for (int i = 0; i < input.length; i++) {
                copies.add(input.clone());
                if (copies.size() > 10) {
                    copies.clear();
                }
            }
        });

        assertThat(outcome.broken().why()).isInstanceOf(Finding.class).hasMessageContaining("bytes allocated");
    }

    @Test
    void shouldFindAReasonThatIsNotCut() {
        Outcome outcome = run(
                (input, work) -> work.wrote("topic", null, null, new RecordHeaders().add(DeadLetter.REASON, input)));

        assertThat(outcome.broken().why()).isInstanceOf(Finding.class).hasMessageContaining("reasons of at most");
    }

    @Test
    void shouldFindAChangelogRecordThatExceedsTheBrokerLimit() {
        Outcome outcome = run(
                (input, work) -> work.kept("changelog", null, new byte[Topics.MAX_RECORD_BYTES], new RecordHeaders()));

        assertThat(outcome.broken().why()).isInstanceOf(Finding.class).hasMessageContaining("records of at most");
    }

    /** A stage that guards itself passes a dead letter on, and tells its log why. */
    @Test
    void shouldFindAnExceptionThatAGuardHasCaught() {
        Logger log = LoggerFactory.getLogger("dev.sluice.splitter.Fake");
        Outcome outcome = run((input, work) -> {
            log.warn("Dead letter", new IllegalArgumentException("bad input"));
            if (input.length > 1_000) {
                log.atError().setCause(new ArithmeticException("overflow")).log("It can't be split");
            }
        });

        assertThat(outcome.broken().why()).isInstanceOf(Finding.class).hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldGiveTheSameInputAlone() {
        List<byte[]> all = new ArrayList<>();
        List<byte[]> alone = new ArrayList<>();
        run((input, work) -> all.add(input), 0, 100, Runnable::run);
        run((input, work) -> alone.add(input), 70, 1, Runnable::run);

        assertThat(alone).singleElement().isEqualTo(all.get(70));
    }

    @Test
    void shouldFindTheSameWithManyThreads() {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            Outcome one = run((input, work) -> write(work, 1), 0, 3 * Fuzzer.LIFE, Runnable::run);
            Outcome many = run((input, work) -> write(work, 1), 0, 3 * Fuzzer.LIFE, executor);

            assertThat(many).usingRecursiveComparison().ignoringFields("nanos").isEqualTo(one);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldReportTheFirstFailure() {
        Outcome later = new Outcome(1, 2, 3, 4, 5, new Broken(70_000, 60_000, new Finding("later")));
        Outcome first = new Outcome(1, 2, 3, 4, 5, new Broken(30_000, 20_000, new Finding("first")));

        assertThat(later.plus(first)).isEqualTo(new Outcome(2, 4, 6, 8, 10, first.broken()));
        assertThat(first.plus(later).broken()).isEqualTo(first.broken());
        assertThat(Outcome.NOTHING.plus(first).broken()).isEqualTo(first.broken());
        assertThat(first.plus(Outcome.NOTHING).broken()).isEqualTo(first.broken());
    }

    private static Outcome run(BiConsumer<byte[], Work> fault) {
        return run(fault, 0, 30_000, Runnable::run);
    }

    private static Outcome run(BiConsumer<byte[], Work> fault, long first, long count, Executor executor) {
        try (QuietLog log = QuietLog.begin()) {
            return new Fuzzer(() -> new Fake(fault), 1, log).run(first, count, executor);
        }
    }

    private static void write(Work work, int bytes) {
        work.wrote("topic", null, new byte[bytes], new RecordHeaders());
    }

    /** Takes CSV, and applies a given fault to it. */
    private record Fake(BiConsumer<byte[], Work> fault) implements FuzzedStage {
        @Override
        public Work take(Poison poison) {
            byte[] input = poison.csv(true);
            Work work = new Work();
            work.read(input);
            fault.accept(input, work);
            return work;
        }

        @Override
        public void takeGood(long number) {}

        @Override
        public void close() {}
    }
}
