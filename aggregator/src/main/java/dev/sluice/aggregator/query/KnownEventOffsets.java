package dev.sluice.aggregator.query;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.broker.UnreadRecords;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Reads the end offsets from the brokers, and the merged offsets from the stores. */
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
     * A gateway responds once an event is acknowledged, so the log end offset of {@code file-events} counts. {@code
     * stream-events} has other writers, so its last stable offset counts: a transaction that a producer leaves open
     * must not keep queries for unknown files from being answered.
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
