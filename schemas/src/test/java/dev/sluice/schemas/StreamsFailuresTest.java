package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class StreamsFailuresTest {
    @Test
    void shouldFindATransactionThatTheBrokersHadAborted() {
        RuntimeException commit = new RuntimeException("can't commit", new InvalidTxnStateException("no longer open"));

        assertThat(StreamsFailures.isAbortedTransaction(new RuntimeException(commit)))
                .isTrue();
        assertThat(StreamsFailures.isAbortedTransaction(new InvalidTxnStateException("no longer open")))
                .isTrue();
    }

    @Test
    void shouldNotTakeAnythingElseForOne() {
        assertThat(StreamsFailures.isAbortedTransaction(new RuntimeException(new TimeoutException("no answer"))))
                .isFalse();
    }
}
