package dev.sluice.aggregator.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers where a partition ends. */
public final class BrokerEndOffsets {
    private final Admin admin;
    private final Duration timeout;

    public BrokerEndOffsets(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /**
     * The offset after the last record of a partition, be its transaction committed or not.
     *
     * @throws UnknownException if the brokers didn't say in time
     */
    public long of(TopicPartition asked) {
        return end(asked, IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * The offset up to which a partition can be read by those who read what is committed.
     *
     * @throws UnknownException if the brokers didn't say in time
     */
    public long committed(TopicPartition asked) {
        return end(asked, IsolationLevel.READ_COMMITTED);
    }

    private long end(TopicPartition asked, IsolationLevel isolation) {
        try {
            return admin.listOffsets(Map.of(asked, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                    .partitionResult(asked)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownException("the broker didn't say where " + asked + " ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownException("interrupted while asking the broker where " + asked + " ends", e);
        }
    }

    /** The brokers can't be asked now. */
    public static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnknownException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
