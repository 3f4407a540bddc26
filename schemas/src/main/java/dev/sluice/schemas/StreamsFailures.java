package dev.sluice.schemas;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidTxnStateException;

/** What may be behind the failure of a stream thread, for both Streams applications. */
public final class StreamsFailures {
    private StreamsFailures() {}

    /**
     * Whether the brokers had aborted the thread's transaction when it wanted to commit, because the process stood still for
     * longer than a transaction may take: stopped, or on a computer that slept. Kafka Streams takes that for a lasting
     * fault, but a new thread begins where the last commit was, and goes on.
     */
    public static boolean isAbortedTransaction(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(InvalidTxnStateException.class::isInstance);
    }
}
