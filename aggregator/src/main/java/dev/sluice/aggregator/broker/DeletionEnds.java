package dev.sluice.aggregator.broker;

import java.util.Collection;
import java.util.Map;

/** The end offsets of the partitions of {@code file-deletions}. */
public interface DeletionEnds {
    /**
     * The end offsets of partitions, each read after this call began.
     *
     * @throws BrokerEndOffsets.UnknownException if the brokers didn't answer in time
     */
    Map<Integer, PartitionEnd> of(Collection<Integer> partitions);
}
