package dev.sluice.aggregator.broker;

import java.util.Collection;
import java.util.Map;

/** Where the partitions of {@code file-deletions} end. */
public interface DeletionEnds {
    /**
     * The ends of partitions, each as it was at some moment after this was called.
     *
     * @throws BrokerEndOffsets.UnknownException if the brokers didn't say in time
     */
    Map<Integer, PartitionEnd> of(Collection<Integer> partitions);
}
