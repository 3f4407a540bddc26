package dev.sluice.aggregator.query;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** How far the topics of events reach, and how far they are merged: between the two may be what is not known of a file yet. */
public interface EventOffsets {
    /**
     * The offset after the last record of each topic in a partition, now.
     *
     * @throws BrokerEndOffsets.UnknownException if the brokers didn't say in time
     */
    Map<TopicPartition, Long> ends(int partition);

    /**
     * Whether every record before these ends is merged.
     *
     * @throws InvalidStateStoreException if this instance can't tell now
     */
    boolean areMerged(Map<TopicPartition, Long> ends);
}
