package dev.sluice.schemas.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
    @Test
    void shouldBeTheSameForAnyOrderAndPartition() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            long[] numbers = random.longs(random.nextInt(50)).toArray();
            Tally forward = Tally.NONE;
            Tally[] parts = {Tally.NONE, Tally.NONE, Tally.NONE};
            for (long number : numbers) {
                forward = forward.plus(number);
                int part = random.nextInt(parts.length);
                parts[part] = parts[part].plus(number);
            }

            assertThat(parts[2].plus(parts[0]).plus(parts[1]))
                    .as("seed %d", seed)
                    .isEqualTo(forward);
            assertThat(forward.rows()).as("seed %d", seed).isEqualTo(numbers.length);
        }
    }

    @Test
    void shouldDetectALostAndADuplicatedRow() {
        Tally right = Tally.NONE.plus(2).plus(3).plus(4);
        Tally wrong = Tally.NONE.plus(2).plus(4).plus(4);

        assertThat(wrong.rows()).isEqualTo(right.rows());
        assertThat(wrong).isNotEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 1_000, 1_001})
    void shouldComputeTheTallyOverTheFirstNumbers(long count) {
        Tally counted = LongStream.range(0, count).mapToObj(Tally.NONE::plus).reduce(Tally.NONE, Tally::plus);

        assertThat(Tally.ofFirst(count)).isEqualTo(counted);
    }

    @Test
    void shouldWrapAroundRatherThanFail() {
        assertThat(new Tally(1, Long.MAX_VALUE).plus(1)).isEqualTo(new Tally(2, Long.MIN_VALUE));
        assertThat(Tally.ofFirst(1L << 33).checksum()).isEqualTo((1L << 32) * ((1L << 33) - 1));
    }
}
