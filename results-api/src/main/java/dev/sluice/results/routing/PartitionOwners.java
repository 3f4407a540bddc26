package dev.sluice.results.routing;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who answers for which partition, by what each instance says of itself: what one heard of another may be past.
 *
 * @param partitions how many there are; 0 while nobody has told
 * @param active the instance that answers for a partition's files
 * @param copies those that have a copy of a partition, the active one last
 */
record PartitionOwners(
        int partitions, Map<Integer, AggregatorInstance> active, Map<Integer, List<AggregatorInstance>> copies) {
    static final PartitionOwners UNKNOWN = new PartitionOwners(0, Map.of(), Map.of());

    /**
     * What the instances told. Where nobody tells anything, the number of partitions stays what it was: it never changes.
     *
     * @param instances one that is reached in several ways counts once, the first
     */
    static PartitionOwners of(Collection<AggregatorInstance> instances, PartitionOwners before) {
        Map<String, AggregatorInstance> byName = new LinkedHashMap<>();
        Map<Integer, AggregatorInstance> active = new HashMap<>();
        Map<Integer, List<AggregatorInstance>> copies = new HashMap<>();
        int partitions = before.partitions;
        for (AggregatorInstance instance : instances) {
            Optional<Ownership> told = instance.told();
            if (told.isPresent() && byName.putIfAbsent(told.get().instance(), instance) == null) {
                partitions = told.get().partitions();
                for (Ownership.Owner owner : told.get().owners()) {
                    if (told.get().instance().equals(owner.active())) {
                        active.put(owner.partition(), instance);
                    } else if (owner.standbys().contains(told.get().instance())) {
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
