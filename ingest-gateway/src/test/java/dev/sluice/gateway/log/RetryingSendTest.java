package dev.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.upload.UploadsTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Waiting while brokers answer; {@link UploadsTest} tests the number of attempts. */
class RetryingSendTest {
    private static final Duration SOON = Duration.ofMillis(1);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RetryingSend delivery = new RetryingSend(
            producer,
            new ProducerRecord<>("t", 0, null, new byte[] {1}),
            1,
            new GatewayMetrics(new SimpleMeterRegistry()));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void shouldGiveUpWhenNoBrokerAnswers() {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> delivery.awaitWhile(() -> asked.incrementAndGet() < 3, SOON));

        assertThat(refused.problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
        assertThat(refused).hasMessageContaining("no broker answers");
        assertThat(asked).hasValue(3);
    }

    @Test
    void shouldWaitForAnAcknowledgementThatIsLateWhileBrokersAnswer() throws Exception {
        var stored = delivery.awaitWhile(() -> asked.incrementAndGet() < 3 || producer.completeNext(), SOON);

        assertThat(stored.topic()).isEqualTo("t");
        assertThat(asked).hasValue(3);
    }

    @Test
    void shouldReportThatTheRecordWasRefused() {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> delivery.awaitWhile(() -> producer.errorNext(new TimeoutException("expired")), SOON));

        assertThat(refused).hasMessageContaining("didn't acknowledge a record for t-0");
    }
}
