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
 * request.
 */
public final class BrokerDeletionEnds implements DeletionEnds {
    private final Admin admin;
    private final String topic;
    private final Duration timeout;
    private final SharedRequests<Integer, PartitionEnd> questions = new SharedRequests<>(this::ask);

    public BrokerDeletionEnds(Admin admin, String topic, Duration timeout) {
        this.admin = admin;
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
        return offset(asked, OffsetSpec.latest())
                .thenCombine(
                        offset(asked, OffsetSpec.maxTimestamp()),
                        (end, newest) -> new PartitionEnd(end.offset(), newest.offset() < 0 ? -1 : newest.timestamp()));
    }

    private CompletionStage<ListOffsetsResultInfo> offset(TopicPartition asked, OffsetSpec which) {
        // Without its own timeout, a request that the brokers leave open would block the next one for a minute.
        ListOffsetsOptions options = new ListOffsetsOptions().timeoutMs((int) Math.max(1, timeout.toMillis()));
        return admin.listOffsets(Map.of(asked, which), options)
                .partitionResult(asked)
                .toCompletionStage();
    }
}
