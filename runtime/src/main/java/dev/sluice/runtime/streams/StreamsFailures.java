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

/** Classifies the failure of a stage. */
public final class StreamsFailures {
    /** Exceptions of Kafka's clients that are not caused by a record. */
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

    /** By name, as this module depends neither on Kafka Streams nor on RocksDB. */
    private static final Set<String> OF_STREAMS = Set.of(
            "org.apache.kafka.streams.errors.TaskMigratedException",
            "org.apache.kafka.streams.errors.TaskCorruptedException",
            "org.apache.kafka.streams.errors.LockException",
            "org.apache.kafka.streams.errors.ProcessorStateException",
            "org.apache.kafka.streams.errors.InvalidStateStoreException",
            "org.rocksdb.RocksDBException");

    private StreamsFailures() {}

    /**
     * Whether the infrastructure failed, so that no record is the cause: brokers that are unavailable or deny access,
     * fencing by another member, an aborted transaction, a disk, an orderly shutdown.
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
     * Whether the brokers had aborted the thread's transaction before its commit, because the process was paused for
     * longer than the transaction timeout: stopped, or on a suspended computer. Kafka Streams treats that as permanent,
     * but a new thread can continue from the last commit.
     */
    public static boolean isAbortedTransaction(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(InvalidTxnStateException.class::isInstance);
    }
}
