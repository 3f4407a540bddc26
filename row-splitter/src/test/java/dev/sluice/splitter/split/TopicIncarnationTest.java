package dev.sluice.splitter.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicIncarnationTest {
    private static final Uuid FIRST = new Uuid(1, 1);
    private static final Uuid SECOND = new Uuid(2, 2);

    private final Deque<Uuid> answers = new ArrayDeque<>(List.of(FIRST, SECOND));
    private final TopicIncarnation incarnation = new TopicIncarnation(topic -> answers.removeFirst());

    @Test
    void shouldQueryTheTopicIdOnceWhileOffsetsIncrease() {
        assertThat(incarnation.at("raw-chunks", 5)).isEqualTo(FIRST);
        assertThat(incarnation.at("raw-chunks", 6)).isEqualTo(FIRST);
        assertThat(incarnation.at("raw-chunks", 60)).isEqualTo(FIRST);
        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldQueryTheTopicIdAgainWhenAnOffsetRepeats() {
        assertThat(incarnation.at("raw-chunks", 5)).isEqualTo(FIRST);
        assertThat(incarnation.at("raw-chunks", 5)).isEqualTo(SECOND);
        assertThat(incarnation.at("raw-chunks", 6)).isEqualTo(SECOND);
    }
}
