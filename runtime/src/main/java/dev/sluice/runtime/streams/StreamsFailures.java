package dev.sluice.runtime.streams;

import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;

/** What may be behind the failure of a stage. */
public final class StreamsFailures {
    /** What Kafka's clients throw where it isn't the record that is wrong. */
    private static final List<Class<? extends Throwable>> OF_CLIENTS = List.of(
            RetriableException.class,
            ApplicationRecoverableException.class,
            InvalidTxnStateException.class,
            TransactionAbortedException.class,
            OutOfOrderSequenceException.class,
            CommitFailedException.class,
            AuthenticationException.class,
            AuthorizationException.class,
            UnsupportedVersionException.class,
            InterruptException.class,
            WakeupException.class,
            InterruptedException.class,
            FileSystemException.class);

    /** By name, as this module depends on neither: what Kafka Streams throws, and RocksDB. */
    private static final Set<String> OF_STREAMS = Set.of(
            "org.apache.kafka.streams.errors.TaskMigratedException",
            "org.apache.kafka.streams.errors.TaskCorruptedException",
            "org.apache.kafka.streams.errors.LockException",
            "org.apache.kafka.streams.errors.ProcessorStateException",
            "org.apache.kafka.streams.errors.InvalidStateStoreException",
            "org.rocksdb.RocksDBException");

    private StreamsFailures() {}

    /**
     * Whether the infrastructure failed, and no record can be blamed: brokers that can't be reached or refuse this service, a place that
     * was lost to another member, a transaction that was aborted, a disk, an orderly stop.
     */
    public static boolean isInfrastructure(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(StreamsFailures::isOfInfrastructure);
    }

    private static boolean isOfInfrastructure(Throwable cause) {
        return OF_CLIENTS.stream().anyMatch(type -> type.isInstance(cause))
                || OF_STREAMS.contains(cause.getClass().getName());
    }

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
