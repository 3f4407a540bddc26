package dev.sluice.chaos.mutant;

import dev.sluice.aggregator.broker.DeletionEnds;
import dev.sluice.aggregator.broker.PartitionEnd;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An aggregator with a fault: its copies answer however old they are, as if no file had been deleted meanwhile. */
@Configuration(proxyBeanMethods = false)
public class StaleCopies {
    /** Which every copy has. */
    static final DeletionEnds NO_DELETIONS = partitions ->
            partitions.stream().collect(Collectors.toMap(partition -> partition, any -> PartitionEnd.EMPTY));

    public static void main(String[] args) {
        CombinerBeans.run(StaleCopies.class, args);
    }

    @Bean
    static DeletionEnds aggregatorDeletionEnds() {
        return NO_DELETIONS;
    }
}
