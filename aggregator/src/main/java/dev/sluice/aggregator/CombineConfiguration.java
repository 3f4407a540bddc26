package dev.sluice.aggregator;

import dev.sluice.aggregator.combine.Combiner;
import dev.sluice.aggregator.combine.CombinerClients;
import dev.sluice.aggregator.combine.CombinerOffsets;
import dev.sluice.aggregator.combine.Combiners;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.ownership.InstanceName;
import dev.sluice.aggregator.progress.CombineWatch;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.schemas.row.ValidRowReader;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the first level: the combiners. */
@Configuration(proxyBeanMethods = false)
final class CombineConfiguration {

    @Bean
    static CombineWatch aggregatorCombineWatch(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin, AggregatorProperties properties) {
        return CombineWatch.of(aggregatorAdmin, properties.topics(), properties.combineThreads());
    }

    /** Depends on the admin client, whose creation ensures that no other instance has this instance's name. */
    @Bean
    static CombinerClients aggregatorClients(
            KafkaProperties kafka,
            AggregatorProperties properties,
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            CombineWatch aggregatorCombineWatch,
            MeterRegistry registry) {
        return new CombinerClients(
                kafka.buildConsumerProperties(),
                kafka.buildProducerProperties(),
                properties.topics(),
                InstanceName.in(properties.stateDir()),
                registry,
                aggregatorCombineWatch.quarantine());
    }

    /** Depends on the admin client, whose creation creates the topics. */
    @Bean
    static Combiners aggregatorCombiners(
            CombinerClients aggregatorClients,
            AggregatorProperties properties,
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            AggregatorMetrics aggregatorMetrics,
            CombineWatch aggregatorCombineWatch,
            FatalFailure aggregatorFailure) {
        CombinerOffsets combined =
                CombinerOffsets.of(aggregatorAdmin, aggregatorClients, properties, aggregatorMetrics);
        return new Combiners(
                properties.combineThreads(),
                thread -> new Combiner(
                        aggregatorClients.consumer(thread),
                        aggregatorClients.producer(thread),
                        new ValidRowReader(properties.datasets()),
                        combined,
                        properties,
                        aggregatorMetrics,
                        aggregatorCombineWatch.quarantine(),
                        aggregatorCombineWatch.progress(thread),
                        System::nanoTime),
                aggregatorFailure::ofCombiner);
    }
}
