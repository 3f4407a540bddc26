package dev.sluice.splitter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.quarantine.Standstill;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Status;

class SplitterHealthTest {
    private final AtomicInteger failures = new AtomicInteger();
    private final StreamsState state = new StreamsState(failures::incrementAndGet);
    private List<Standstill> standstills = List.of();
    private final SplitterHealth health = new SplitterHealth(state, () -> standstills);

    @Test
    void shouldBeDownUntilTheFirstAssignment() {
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

        state.onChange(State.REBALANCING, State.CREATED);

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).containsEntry("state", "REBALANCING");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"RUNNING", "REBALANCING"})
    void shouldStayUpDuringARebalance(State later) {
        state.onChange(State.RUNNING, State.REBALANCING);
        state.onChange(later, State.RUNNING);

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(failures).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PENDING_SHUTDOWN", "NOT_RUNNING", "PENDING_ERROR", "ERROR"})
    void shouldBeDownWithTheStateAsItsCause(State later) {
        state.onChange(State.RUNNING, State.REBALANCING);
        state.onChange(later, State.RUNNING);

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).containsEntry("state", later.name());
    }

    @Test
    void shouldReportAnErrorOnce() {
        state.onChange(State.PENDING_ERROR, State.RUNNING);
        assertThat(failures).hasValue(0);

        state.onChange(State.ERROR, State.PENDING_ERROR);
        assertThat(failures).hasValue(1);
    }

    @Test
    void shouldReportTheRecordAtWhichItIsStalled() {
        state.onChange(State.RUNNING, State.REBALANCING);
        standstills =
                List.of(new Standstill(new TopicPartition("raw-chunks", 2), 17, "the record was started 3 times"));

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails())
                .containsEntry("stage", "row-splitter")
                .containsEntry("partition", "raw-chunks-2")
                .containsEntry("offset", 17L)
                .containsEntry("reason", "the record was started 3 times");
    }
}
