package dev.sluice.aggregator.broker;

import dev.sluice.aggregator.broker.BrokerEndOffsets.UnknownException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers for the end offsets of {@code file-deletions}. Concurrent requests for a partition share one
 * request. The end counts only if {@link LeaderEpochs} confirms it.
 */
public final class BrokerDeletionEnds implements DeletionEnds {
    private final Admin admin;
    private final LeaderEpochs epochs;
    private final String topic;
    private final Duration timeout;
    private final SharedRequests<Integer, PartitionEnd> questions = new SharedRequests<>(this::ask);

    public BrokerDeletionEnds(Admin admin, LeaderEpochs epochs, String topic, Duration timeout) {
        this.admin = admin;
        this.epochs = epochs;
        this.topic = topic;
        this.timeout = timeout;
    }

    @Override
    public Map<Integer, PartitionEnd> of(Collection<Integer> partitions) {
        Map<Integer, CompletableFuture<PartitionEnd>> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, questions.ask(partition)));
        try {
            CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownException(
                    "the brokers didn't report the end of " + topic
                            + ", so a standby can't know whether it has all deletions",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownException("interrupted while asking the brokers for the end of " + topic, e);
        }
        Map<Integer, PartitionEnd> ends = new HashMap<>();
        asked.forEach((partition, end) -> ends.put(partition, end.join()));
        return ends;
    }

    private CompletionStage<PartitionEnd> ask(int partition) {
        TopicPartition asked = new TopicPartition(topic, partition);
        CompletionStage<ListOffsetsResultInfo> newest = offset(asked, OffsetSpec.maxTimestamp());
        return epochs.confirm(asked, offset(asked, OffsetSpec.latest()))
                .thenCombine(
                        newest,
                        (end, record) -> record.offset() < 0
                                ? withoutNewest(asked, end.offset())
                                : CompletableFuture.completedStage(new PartitionEnd(end.offset(), record.timestamp())))
                .thenCompose(end -> end);
    }

    /**
     * Without a newest record the partition is empty, or its newest record isn't confirmed yet, or a deposed leader
     * answered. It is empty only if it begins at its end: where a partition begins may be reported too low, but not too
     * high.
     */
    private CompletionStage<PartitionEnd> withoutNewest(TopicPartition asked, long end) {
        if (end == 0) {
            return CompletableFuture.completedStage(PartitionEnd.EMPTY);
        }
        return offset(asked, OffsetSpec.earliest())
                .thenApply(first -> new PartitionEnd(end, first.offset() >= end ? -1 : 0));
    }

    private CompletionStage<ListOffsetsResultInfo> offset(TopicPartition asked, OffsetSpec which) {
        // Without its own timeout, a request that the brokers leave open would block the next one for a minute.
        ListOffsetsOptions options = new ListOffsetsOptions().timeoutMs((int) Math.max(1, timeout.toMillis()));
        return admin.listOffsets(Map.of(asked, which), options)
                .partitionResult(asked)
                .toCompletionStage();
    }
}
