package dev.sluice.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class StreamsFailuresTest {
    @Test
    void shouldDetectAnAbortedTransaction() {
        RuntimeException commit = new RuntimeException("can't commit", new InvalidTxnStateException("no longer open"));

        assertThat(StreamsFailures.isAbortedTransaction(new RuntimeException(commit)))
                .isTrue();
        assertThat(StreamsFailures.isAbortedTransaction(new InvalidTxnStateException("no longer open")))
                .isTrue();
    }

    @Test
    void shouldNotReadOtherFailuresAsAnAbortedTransaction() {
        assertThat(StreamsFailures.isAbortedTransaction(new RuntimeException(new TimeoutException("no answer"))))
                .isFalse();
    }

    @Test
    void shouldDistinguishInfrastructureFailuresFromRecordFailures() {
        assertThat(StreamsFailures.isInfrastructure(new RuntimeException(new TimeoutException("no answer"))))
                .isTrue();
        assertThat(StreamsFailures.isInfrastructure(new KafkaException(new ProducerFencedException("taken over"))))
                .isTrue();
        assertThat(StreamsFailures.isInfrastructure(new TopicAuthorizationException("not allowed")))
                .isTrue();
        assertThat(StreamsFailures.isInfrastructure(new KafkaException(new RecordTooLargeException("2 MB"))))
                .isFalse();
        assertThat(StreamsFailures.isInfrastructure(new ArithmeticException("long overflow")))
                .isFalse();
        assertThat(StreamsFailures.isInfrastructure(new OutOfMemoryError("heap")))
                .isFalse();
        assertThat(StreamsFailures.isInfrastructure(new UncheckedIOException(new CharacterCodingException())))
                .isFalse();
    }
}
