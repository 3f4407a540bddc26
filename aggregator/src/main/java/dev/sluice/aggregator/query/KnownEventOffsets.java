package dev.sluice.aggregator.query;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.broker.UnreadRecords;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The brokers know where the topics of events end, the stores how far they are merged. */
public final class KnownEventOffsets implements EventOffsets {
    private final String fileEvents;
    private final String streamEvents;
    private final BrokerEndOffsets ends;
    private final StreamsFileStores stores;
    private final UnreadRecords unread;

    public KnownEventOffsets(Topics topics, BrokerEndOffsets ends, StreamsFileStores stores, UnreadRecords unread) {
        this.fileEvents = topics.fileEvents().name();
        this.streamEvents = topics.streamEvents().name();
        this.ends = ends;
        this.stores = stores;
        this.unread = unread;
    }

    /**
     * A gateway answers once an event is acknowledged, so all records of {@code file-events} count. In {@code
     * stream-events}, which others write, only those do that a reader can see: a transaction that a producer leaves open
     * must not keep unknown files from being missing.
     */
    @Override
    public Map<TopicPartition, Long> ends(int partition) {
        TopicPartition ofFiles = new TopicPartition(fileEvents, partition);
        TopicPartition ofStreams = new TopicPartition(streamEvents, partition);
        return Map.of(ofFiles, ends.of(ofFiles), ofStreams, ends.committed(ofStreams));
    }

    @Override
    public boolean areMerged(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(each -> isMerged(each.getKey(), each.getValue()));
    }

    private boolean isMerged(TopicPartition partition, long end) {
        long next = stores.read(partition.partition(), partition.topic()).next();
        return next >= end || unread.isNoneBetween(partition, next, end);
    }
}
