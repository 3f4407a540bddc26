package dev.sluice.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ConsumedOffsetTest {
    private static final ConsumedOffset POSITION = new ConsumedOffset(5, 1_000);

    @Test
    void shouldDistinguishRecreatedTopicsByTheirIds() {
        Uuid first = Uuid.randomUuid();
        Uuid second = Uuid.randomUuid();
        ConsumedOffset position = ConsumedOffset.START.after(first, 4, 1_000);

        assertThat(position.covers(first, 4, 1_000)).isTrue();
        assertThat(position.covers(first, 4, 1_001))
                .as("a newer one, where the log was cut")
                .isFalse();
        assertThat(position.covers(first, 5, 1_000)).isFalse();
        assertThat(position.covers(second, 0, 500)).as("another topic").isFalse();
        assertThat(position.covers(0, 500)).as("an unknown one").isTrue();
        assertThat(POSITION.covers(first, 0, 500)).as("noted without an id").isTrue();
        assertThat(position.after(second, 0, 500)).isEqualTo(new ConsumedOffset(second, 1, 1_000));
        assertThat(ConsumedOffset.of(position.toBytes())).isEqualTo(position);
    }

    @Test
    void shouldCoverRecordsBeforeIt() {
        assertThat(POSITION.covers(4, 1_000)).isTrue();
        assertThat(POSITION.covers(0, 0)).isTrue();
        assertThat(POSITION.covers(5, 1_000)).isFalse();
        assertThat(POSITION.covers(5, 900)).isFalse();
        assertThat(ConsumedOffset.START.covers(0, Long.MIN_VALUE)).isFalse();
    }

    @Test
    void shouldNotCoverARecreatedTopic() {
        assertThat(POSITION.covers(0, 1_001)).isFalse();
        assertThat(POSITION.after(0, 1_001)).isEqualTo(new ConsumedOffset(1, 1_001));
    }

    /** Brokers' clocks differ, and partitions move between brokers. */
    @Test
    void shouldCoverARecordThatIsNewerThanLaterOnes() {
        ConsumedOffset position = ConsumedOffset.START.after(0, 2_000).after(1, 1_000);

        assertThat(position).isEqualTo(new ConsumedOffset(2, 2_000));
        assertThat(position.covers(0, 2_000)).isTrue();
    }

    @Test
    void shouldBeTheSameAsBytes() {
        assertThat(ConsumedOffset.of(POSITION.toBytes())).isEqualTo(POSITION);
        assertThat(ConsumedOffset.of(ConsumedOffset.START.toBytes())).isEqualTo(ConsumedOffset.START);
    }

    @Test
    void shouldSeparateTheTopicsOfATask() {
        Map<String, byte[]> store = new HashMap<>();
        ConsumedOffsets positions = new ConsumedOffsets(store::get, store::put);

        positions.read("a", 6, 1_000);

        assertThat(positions.of("a")).isEqualTo(new ConsumedOffset(7, 1_000));
        assertThat(positions.cover("a", 0, 6, 1_000)).isTrue();
        assertThat(positions.cover("a", 0, 7, 1_000)).isFalse();
        assertThat(positions.cover("b", 0, 6, 1_000)).isFalse();
    }
}
