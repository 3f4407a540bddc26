package dev.sluice.aggregator.ownership;

import dev.sluice.aggregator.merge.MergeProcessor;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.schemas.ownership.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** Which partitions this instance owns, and which the other instances own. Doesn't ask the brokers. */
public final class InstanceOwnership {
    private final AdvertisedUrl self;
    private final int partitions;
    private final BooleanSupplier member;
    private final FileStores active;
    private final FileStores copies;
    private final Supplier<Collection<StreamsMetadata>> instances;

    /**
     * @param self the advertised URL of this instance
     * @param partitions the number of partitions of each topic keyed by file
     * @param member whether this instance's partitions can't be active elsewhere
     * @param active its active stores
     * @param copies its active, standby and restoring stores
     * @param instances Kafka Streams' metadata of all instances
     */
    public InstanceOwnership(
            AdvertisedUrl self,
            int partitions,
            BooleanSupplier member,
            FileStores active,
            FileStores copies,
            Supplier<Collection<StreamsMetadata>> instances) {
        this.self = self;
        this.partitions = partitions;
        this.member = member;
        this.active = active;
        this.copies = copies;
        this.instances = instances;
    }

    /**
     * Requires that this instance, and no other, owns these partitions.
     *
     * @throws InvalidStateStoreException if it doesn't, or isn't certain
     */
    public void require(Collection<Integer> owned) {
        if (!member.getAsBoolean()) {
            throw new InvalidStateStoreException(
                    "the brokers haven't confirmed recently that this instance still owns its partitions");
        }
        owned.forEach(active::of);
    }

    /** This instance's partitions as they are; those of other instances by Kafka Streams' metadata. */
    public Ownership ownership() {
        List<Other> others = instances.get().stream()
                .filter(instance -> !instance.hostInfo().equals(self.hostInfo())
                        && !instance.hostInfo().equals(HostInfo.unavailable()))
                .map(instance -> new Other(
                        self.urlOf(instance.hostInfo()),
                        partitions(instance.stateStoreNames(), instance.topicPartitions()),
                        partitions(instance.standbyStateStoreNames(), instance.standbyTopicPartitions())))
                .toList();
        boolean sure = member.getAsBoolean();
        return new Ownership(
                self.url(),
                partitions,
                IntStream.range(0, partitions)
                        .mapToObj(partition -> owner(partition, sure, others))
                        .filter(owner ->
                                owner.active() != null || !owner.standbys().isEmpty())
                        .toList());
    }

    /** Another instance and its partitions. */
    private record Other(String url, Set<Integer> active, Set<Integer> standby) {}

    private Ownership.Owner owner(int partition, boolean sure, List<Other> others) {
        boolean own = sure && holds(active, partition);
        List<String> standbys = new ArrayList<>();
        if (!own && holds(copies, partition)) {
            standbys.add(self.url());
        }
        others.stream()
                .filter(other -> other.standby().contains(partition))
                .map(Other::url)
                .forEach(standbys::add);
        Optional<String> elsewhere = others.stream()
                .filter(other -> other.active().contains(partition))
                .map(Other::url)
                .findFirst();
        @Nullable String owner = own ? self.url() : elsewhere.orElse(null);
        return new Ownership.Owner(partition, owner, standbys);
    }

    private static boolean holds(FileStores stores, int partition) {
        try {
            var unused = stores.of(partition);
            return true;
        } catch (InvalidStateStoreException e) {
            return false;
        }
    }

    /** All input topics of the store have the same number of partitions. */
    private static Set<Integer> partitions(Set<String> storeNames, Set<TopicPartition> topicPartitions) {
        return storeNames.contains(MergeProcessor.STORE)
                ? topicPartitions.stream().map(TopicPartition::partition).collect(Collectors.toSet())
                : Set.of();
    }
}
