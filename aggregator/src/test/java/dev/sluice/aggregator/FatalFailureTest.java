package dev.sluice.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.store.TestStores;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class FatalFailureTest {
    private final FatalFailure failure = new FatalFailure(new GenericApplicationContext(), TestStores.quarantine());

    @Test
    void shouldReplaceTheThreadAfterAnAbortedTransaction() {
        assertThat(failure.handle(new StreamsException(new InvalidTxnStateException("aborted"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void shouldReplaceTheThreadAfterARecordCausedAFailure() {
        assertThat(failure.handle(new StreamsException(new IllegalStateException("a bug"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void shouldShutDownTheClientAfterAFatalFailure() {
        assertThat(failure.handle(new StreamsException(new ProcessorStateException("no space left on device"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
