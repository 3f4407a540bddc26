package dev.sluice.chaos.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Finds open transactions that would block a read_committed consumer, in any topic, Kafka's own included. */
public final class OpenTransactions {
    private final Admin admin;

    public OpenTransactions(Admin admin) {
        this.admin = admin;
    }

    /** Descriptions of the transactions that coordinators report as open, and of partitions whose end can't be read. */
    public List<String> find() throws ExecutionException, InterruptedException {
        List<String> found = new ArrayList<>();
        var open = new ListTransactionsOptions()
                .filterStates(Set.of(
                        TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        admin.listTransactions(open)
                .all()
                .get()
                .forEach(transaction -> found.add(transaction.transactionalId() + " is " + transaction.state()));
        Map<TopicPartition, OffsetSpec> all = latest();
        Map<TopicPartition, ListOffsetsResultInfo> written =
                admin.listOffsets(all).all().get();
        Map<TopicPartition, ListOffsetsResultInfo> readable = admin.listOffsets(
                        all, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get();
        readable.forEach((partition, end) -> {
            ListOffsetsResultInfo last = written.get(partition);
            if (last != null && end.offset() < last.offset()) {
                found.add(partition + " can be read up to offset " + end.offset() + " of " + last.offset());
            }
        });
        return found;
    }

    /** The last stable offsets of these partitions. */
    public Map<TopicPartition, Long> ends(List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, OffsetSpec> latest() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(topics).allTopicNames().get().forEach((topic, description) -> description
                .partitions()
                .forEach(partition ->
                        latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        return latest;
    }
}
