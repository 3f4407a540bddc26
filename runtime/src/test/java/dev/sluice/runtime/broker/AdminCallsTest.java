package dev.sluice.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class AdminCallsTest {
    private final List<Integer> times = new ArrayList<>();

    @Test
    void shouldRepeatACallThatTimesOut() {
        String answer = AdminCalls.await(ms -> {
            times.add(ms);
            return times.size() < 3 ? failed(new TimeoutException("silent")) : KafkaFuture.completedFuture("yes");
        });

        assertThat(answer).isEqualTo("yes");
        assertThat(times).containsExactly(5_000, 5_000, 5_000);
    }

    @Test
    void shouldReportTheLastTimeout() {
        assertThatThrownBy(() -> AdminCalls.await(ms -> {
                    times.add(ms);
                    return failed(new TimeoutException("call " + times.size()));
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("call 9");
    }

    @Test
    void shouldNotRepeatACallThatFails() {
        assertThatThrownBy(() -> AdminCalls.await(ms -> {
                    times.add(ms);
                    return failed(new GroupIdNotFoundException("none"));
                }))
                .isInstanceOf(GroupIdNotFoundException.class);
        assertThat(times).hasSize(1);
    }

    @Test
    void shouldStopWaitingWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> AdminCalls.await(ms -> new KafkaFutureImpl<>()))
                .isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static KafkaFuture<String> failed(RuntimeException failure) {
        KafkaFutureImpl<String> future = new KafkaFutureImpl<>();
        future.completeExceptionally(failure);
        return future;
    }
}
