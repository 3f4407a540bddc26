package dev.sluice.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class FatalFailureTest {
    private final FatalFailure failure = new FatalFailure(new GenericApplicationContext());

    @Test
    void shouldGoOnWithANewThreadWhenItsTransactionWasAborted() {
        assertThat(failure.handle(new StreamsException(new InvalidTxnStateException("aborted"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void shouldEndWhenItCannotGoOn() {
        assertThat(failure.handle(new StreamsException("no space left on device")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
