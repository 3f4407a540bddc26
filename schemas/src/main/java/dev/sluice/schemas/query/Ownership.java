package dev.sluice.schemas.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which instances of the aggregator hold which partitions of files, as one of them tells it. Of itself it tells what it can
 * answer for at this moment; of the others what Kafka Streams told it last, which may be past.
 *
 * @param instance the URL under which the others know the one that tells
 * @param partitions how many there are of the topics keyed by file
 * @param owners one for each partition that anybody holds, in order
 */
public record Ownership(String instance, int partitions, List<Owner> owners) {
    public Ownership {
        owners = List.copyOf(owners);
    }

    /**
     * Who holds a partition.
     *
     * @param active the URL of the instance that answers for its files, or null if nobody does
     * @param standbys the URLs of those that have a copy, from which they can show files that have ended
     */
    public record Owner(int partition, @Nullable String active, List<String> standbys) {
        public Owner {
            standbys = List.copyOf(standbys);
        }
    }
}
