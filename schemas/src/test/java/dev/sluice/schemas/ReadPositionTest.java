package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ReadPositionTest {
    private static final ReadPosition POSITION = new ReadPosition(5, 1_000);

    @Test
    void shouldTellTopicsOfOneNameApartByTheirIdsWhateverTheClocksSay() {
        Uuid first = Uuid.randomUuid();
        Uuid second = Uuid.randomUuid();
        ReadPosition position = ReadPosition.START.after(first, 4, 1_000);

        assertThat(position.covers(first, 4, 1_000)).isTrue();
        assertThat(position.covers(first, 4, 1_001))
                .as("a newer one, where the log was cut")
                .isFalse();
        assertThat(position.covers(first, 5, 1_000)).isFalse();
        assertThat(position.covers(second, 0, 500)).as("another topic").isFalse();
        assertThat(position.covers(0, 500)).as("an unknown one").isTrue();
        assertThat(POSITION.covers(first, 0, 500)).as("noted without an id").isTrue();
        assertThat(position.after(second, 0, 500)).isEqualTo(new ReadPosition(second, 1, 1_000));
        assertThat(ReadPosition.of(position.toBytes())).isEqualTo(position);
    }

    @Test
    void shouldCoverWhatWasRead() {
        assertThat(POSITION.covers(4, 1_000)).isTrue();
        assertThat(POSITION.covers(0, 0)).isTrue();
        assertThat(POSITION.covers(5, 1_000)).isFalse();
        assertThat(POSITION.covers(5, 900)).isFalse();
        assertThat(ReadPosition.START.covers(0, Long.MIN_VALUE)).isFalse();
    }

    @Test
    void shouldNotCoverATopicThatWasMadeAnew() {
        assertThat(POSITION.covers(0, 1_001)).isFalse();
        assertThat(POSITION.after(0, 1_001)).isEqualTo(new ReadPosition(1, 1_001));
    }

    /** Brokers' clocks differ, and partitions move between brokers. */
    @Test
    void shouldCoverARecordThatIsNewerThanTheOnesBehindIt() {
        ReadPosition position = ReadPosition.START.after(0, 2_000).after(1, 1_000);

        assertThat(position).isEqualTo(new ReadPosition(2, 2_000));
        assertThat(position.covers(0, 2_000)).isTrue();
    }

    @Test
    void shouldBeTheSameAsBytes() {
        assertThat(ReadPosition.of(POSITION.toBytes())).isEqualTo(POSITION);
        assertThat(ReadPosition.of(ReadPosition.START.toBytes())).isEqualTo(ReadPosition.START);
    }

    @Test
    void shouldKeepTheTopicsOfATaskApart() {
        Map<String, byte[]> store = new HashMap<>();
        ReadPositions positions = new ReadPositions(store::get, store::put);

        positions.read("a", 6, 1_000);

        assertThat(positions.of("a")).isEqualTo(new ReadPosition(7, 1_000));
        assertThat(positions.cover("a", 0, 6, 1_000)).isTrue();
        assertThat(positions.cover("a", 0, 7, 1_000)).isFalse();
        assertThat(positions.cover("b", 0, 6, 1_000)).isFalse();
    }
}
