package dev.sluice.results.routing;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.ownership.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The owner of each partition, by the instances' reports about themselves: their reports about other instances may be
 * outdated.
 *
 * @param partitions the number of partitions; 0 while it is unknown
 * @param active the instance that answers for the files of a partition, by partition
 * @param copies the instances with a store of a partition, by partition, the active one last
 */
record PartitionOwners(
        int partitions, Map<Integer, AggregatorInstance> active, Map<Integer, List<AggregatorInstance>> copies) {
    static final PartitionOwners UNKNOWN = new PartitionOwners(0, Map.of(), Map.of());

    /**
     * Combines the reports. Without any report the number of partitions stays the same, as it never changes.
     *
     * @param instances all instances; if one is reached by several addresses, only the first counts
     */
    static PartitionOwners of(Collection<AggregatorInstance> instances, PartitionOwners before) {
        Map<String, AggregatorInstance> byName = new LinkedHashMap<>();
        Map<Integer, AggregatorInstance> active = new HashMap<>();
        Map<Integer, List<AggregatorInstance>> copies = new HashMap<>();
        int partitions = before.partitions;
        for (AggregatorInstance instance : instances) {
            Optional<Ownership> ownership = instance.ownership();
            if (ownership.isPresent() && byName.putIfAbsent(ownership.get().instance(), instance) == null) {
                partitions = ownership.get().partitions();
                for (Ownership.Owner owner : ownership.get().owners()) {
                    if (ownership.get().instance().equals(owner.active())) {
                        active.put(owner.partition(), instance);
                    } else if (owner.standbys().contains(ownership.get().instance())) {
                        copies.computeIfAbsent(owner.partition(), p -> new ArrayList<>())
                                .add(instance);
                    }
                }
            }
        }
        active.forEach((partition, instance) ->
                copies.computeIfAbsent(partition, p -> new ArrayList<>()).add(instance));
        return new PartitionOwners(partitions, active, copies);
    }

    boolean areKnown() {
        return partitions > 0;
    }

    int partitionOf(String fileId) {
        return FileIds.partition(fileId, partitions);
    }

    Optional<AggregatorInstance> activeFor(int partition) {
        return Optional.ofNullable(active.get(partition));
    }

    List<AggregatorInstance> copiesOf(int partition) {
        return copies.getOrDefault(partition, List.of());
    }
}
