package dev.sluice.aggregator.query;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * The end offsets and the merged offsets of the event topics: records between the two may concern a file that isn't
 * known yet.
 */
public interface EventOffsets {
    /**
     * The current end offset of each topic in a partition.
     *
     * @throws BrokerEndOffsets.UnknownException if the brokers didn't answer in time
     */
    Map<TopicPartition, Long> ends(int partition);

    /**
     * Whether every record before these ends is merged.
     *
     * @throws InvalidStateStoreException if this instance can't tell now
     */
    boolean areMerged(Map<TopicPartition, Long> ends);
}
