package dev.sluice.chaos;

import dev.sluice.chaos.measure.AbortedRecords;
import dev.sluice.chaos.measure.LogCounts;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.verify.Deletions;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.TransactionalProducer;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;

/** What must have happened for a run to count: a run in which nothing went wrong shows nothing. */
final class Coverage {
    private final Topics topics;
    private final Counts counts;

    Coverage(Topics topics, Counts counts) {
        this.topics = topics;
        this.counts = counts;
    }

    /** Counts the records of aborted transactions, while there are brokers to ask. */
    void countAborted(String bootstrapServers) {
        for (Topic<?, ?> topic : transactional()) {
            counts.add(AbortedRecords.ABORTED + topic.name(), AbortedRecords.count(bootstrapServers, topic));
        }
    }

    /** What hasn't happened. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String what : List.of(
                LogCounts.REBALANCES,
                LogCounts.RESTORES,
                LogCounts.STANDBY_READS,
                LogCounts.DUPLICATES,
                Deletions.CONFIRMED,
                TransactionalProducer.COMMITTED,
                SluiceHttp.UNAVAILABLE)) {
            if (counts.of(what) == 0) {
                missing.add(what);
            }
        }
        if (transactional().stream().allMatch(topic -> counts.of(AbortedRecords.ABORTED + topic.name()) == 0)) {
            missing.add("aborted transaction");
        }
        return missing;
    }

    /** The topics that splitters and aggregators write in transactions. */
    private List<Topic<?, ?>> transactional() {
        return List.of(topics.validRows(), topics.splitEvents(), topics.deltas());
    }
}
