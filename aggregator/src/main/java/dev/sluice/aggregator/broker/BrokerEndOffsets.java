package dev.sluice.aggregator.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the brokers for the end offset of a partition. */
public final class BrokerEndOffsets {
    private final Admin admin;
    private final @Nullable LeaderEpochs epochs;
    private final Duration timeout;

    /** Takes the end from any broker that takes itself for the leader. */
    public BrokerEndOffsets(Admin admin, Duration timeout) {
        this(admin, null, timeout);
    }

    /** @param epochs confirm each end, unless null */
    public BrokerEndOffsets(Admin admin, @Nullable LeaderEpochs epochs, Duration timeout) {
        this.admin = admin;
        this.epochs = epochs;
        this.timeout = timeout;
    }

    /**
     * The log end offset of a partition: after its last record, committed or not.
     *
     * @throws UnknownException if the brokers didn't answer in time
     */
    public long of(TopicPartition asked) {
        return end(asked, IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * The last stable offset of a partition: the end for a read_committed consumer.
     *
     * @throws UnknownException if the brokers didn't answer in time
     */
    public long committed(TopicPartition asked) {
        return end(asked, IsolationLevel.READ_COMMITTED);
    }

    private long end(TopicPartition asked, IsolationLevel isolation) {
        try {
            CompletionStage<ListOffsetsResultInfo> end = admin.listOffsets(
                            Map.of(asked, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                    .partitionResult(asked)
                    .toCompletionStage();
            return (epochs == null ? end : epochs.confirm(asked, end))
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownException("the broker didn't report the end of " + asked, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownException("interrupted while asking the broker for the end of " + asked, e);
        }
    }

    /** The brokers didn't answer, or a deposed leader did. */
    public static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnknownException(String message) {
            super(message);
        }

        public UnknownException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
