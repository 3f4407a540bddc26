package dev.sluice.splitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.StreamsSettings;
import java.nio.file.FileSystemException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class SplitterConfigurationTest {
    private final Quarantine quarantine =
            new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT);

    @Test
    void shouldReplaceTheThreadAfterAnAbortedTransaction() {
        assertThat(SplitterConfiguration.afterFailure(
                        new StreamsException(new InvalidTxnStateException("aborted")), quarantine))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void shouldShutDownTheClientAfterAFatalFailure() {
        assertThat(SplitterConfiguration.afterFailure(
                        new StreamsException(new FileSystemException("no space left on device")), quarantine))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    void shouldReplaceTheThreadAfterAFailureThatARecordMayHaveCaused() {
        assertThat(SplitterConfiguration.afterFailure(new StreamsException(new ArithmeticException()), quarantine))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(SplitterConfiguration.afterFailure(new StackOverflowError(), quarantine))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }
}
