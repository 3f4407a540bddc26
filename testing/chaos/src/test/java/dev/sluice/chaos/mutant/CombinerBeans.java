package dev.sluice.chaos.mutant;

import dev.sluice.aggregator.AggregatorApplication;
import dev.sluice.aggregator.FatalFailure;
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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts an aggregator whose combiners have other clients than its own: those of the mutant's bean. */
@Configuration(proxyBeanMethods = false)
class CombinerBeans {
    private CombinerBeans() {}

    /** What a thread's clients are made into. */
    interface Clients {
        Consumer<byte[], byte[]> consumer(CombinerClients real, int thread);

        Producer<byte[], byte[]> producer(CombinerClients real, int thread, Consumer<byte[], byte[]> consumer);
    }

    /** Its own. */
    static final Clients REAL = new Clients() {
        @Override
        public Consumer<byte[], byte[]> consumer(CombinerClients real, int thread) {
            return real.consumer(thread);
        }

        @Override
        public Producer<byte[], byte[]> producer(CombinerClients real, int thread, Consumer<byte[], byte[]> consumer) {
            return real.producer(thread);
        }
    };

    /** @param mutant with a bean of {@link Clients} */
    static void run(Class<?> mutant, String... args) {
        new SpringApplicationBuilder(AggregatorApplication.class, CombinerBeans.class, mutant)
                .properties("spring.config.name=aggregator", "spring.main.allow-bean-definition-overriding=true")
                .run(args);
    }

    /** Replaces the aggregator's own bean of this name. */
    @Bean
    static Combiners aggregatorCombiners(
            KafkaProperties kafka,
            AggregatorProperties properties,
            @Qualifier("aggregatorAdmin") Admin admin,
            AggregatorMetrics metrics,
            FatalFailure failure,
            MeterRegistry registry,
            Clients made) {
        CombineWatch watch = CombineWatch.of(admin, properties.topics(), properties.combineThreads());
        CombinerClients clients = new CombinerClients(
                kafka.buildConsumerProperties(),
                kafka.buildProducerProperties(),
                properties.topics(),
                InstanceName.in(properties.stateDir()),
                registry,
                watch.quarantine());
        CombinerOffsets combined = CombinerOffsets.of(admin, clients, properties, metrics);
        return new Combiners(
                properties.combineThreads(),
                thread -> combiner(clients, combined, properties, metrics, watch, made, thread),
                failure::ofCombiner);
    }

    static Combiner combiner(
            CombinerClients clients,
            CombinerOffsets combined,
            AggregatorProperties properties,
            AggregatorMetrics metrics,
            CombineWatch watch,
            Clients made,
            int thread) {
        Consumer<byte[], byte[]> consumer = made.consumer(clients, thread);
        return new Combiner(
                consumer,
                made.producer(clients, thread, consumer),
                new ValidRowReader(properties.datasets()),
                combined,
                properties,
                metrics,
                watch.quarantine(),
                watch.progress(thread),
                System::nanoTime);
    }
}
