package dev.sluice.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.fuzz.Fuzzer.Outcome;
import dev.sluice.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** That the fuzzer finds what it is for, in stages with one fault each. */
class FuzzerTest {
    @Test
    void shouldFindNothingInAStageWithoutFault() {
        Outcome outcome = run((input, work) -> write(work, input.length));

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
    void shouldFindARecordThatNoProducerTakes() {
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
    void shouldGiveTheSameInputAlone() {
        List<byte[]> all = new ArrayList<>();
        List<byte[]> alone = new ArrayList<>();
        new Fuzzer(() -> new Fake((input, work) -> all.add(input)), 3).run(0, 100);
        new Fuzzer(() -> new Fake((input, work) -> alone.add(input)), 3).run(70, 1);

        assertThat(alone).singleElement().isEqualTo(all.get(70));
    }

    private static Outcome run(BiConsumer<byte[], Work> fault) {
        return new Fuzzer(() -> new Fake(fault), 1).run(0, 30_000);
    }

    private static void write(Work work, int bytes) {
        work.wrote("topic", null, new byte[bytes], new RecordHeaders());
    }

    /** Takes CSV, and does with it what it is told. */
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
