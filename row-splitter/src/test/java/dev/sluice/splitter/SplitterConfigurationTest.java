package dev.sluice.splitter;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class SplitterConfigurationTest {
    @Test
    void shouldGoOnWithANewThreadWhenItsTransactionWasAborted() {
        assertThat(SplitterConfiguration.afterFailure(new StreamsException(new InvalidTxnStateException("aborted"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void shouldEndWhenItCannotGoOn() {
        assertThat(SplitterConfiguration.afterFailure(new StreamsException("no space left on device")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
