package dev.sluice.schemas.ownership;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which aggregator instances hold which partitions of files, as reported by one of them: for itself the partitions that
 * it can answer for now, for other instances Kafka Streams' latest metadata, which may be outdated.
 *
 * @param instance the advertised URL of the reporting instance
 * @param partitions the number of partitions of each topic keyed by file
 * @param owners one entry for each partition with an owner or standby, in order
 */
public record Ownership(String instance, int partitions, List<Owner> owners) {
    public Ownership {
        owners = List.copyOf(owners);
    }

    /**
     * The instances of a partition.
     *
     * @param active the URL of the owner, which answers for its files, or null if there is none
     * @param standbys the URLs of the standbys, which answer for ended files
     */
    public record Owner(int partition, @Nullable String active, List<String> standbys) {
        public Owner {
            standbys = List.copyOf(standbys);
        }
    }
}
