package dev.sluice.aggregator;

import dev.sluice.aggregator.broker.KafkaFileEventWriter;
import dev.sluice.aggregator.expiry.ExpiryCheck;
import dev.sluice.aggregator.expiry.ExpiryWatch;
import dev.sluice.aggregator.merge.AggregatorTopology;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.ownership.MemberIds;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.runtime.PrivateDirectory;
import dev.sluice.runtime.quarantine.GroupNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.topic.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.StreamsBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.streams.KafkaStreamsMicrometerListener;

/** Wires the second level: the Streams application that merges, and the watch over what is overdue or expired. */
@Configuration(proxyBeanMethods = false)
final class MergeConfiguration {

    /** The quarantine of the merge stage. */
    @Bean(defaultCandidate = false)
    static Quarantine aggregatorQuarantine(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin, AggregatorProperties properties) {
        return new Quarantine(
                "merging",
                new GroupNotes(aggregatorAdmin, Stage.MERGE.attemptsGroup(properties.topics())),
                StreamsSettings.TRANSACTION_TIMEOUT);
    }

    @Bean
    static MemberIds aggregatorMemberIds(@Qualifier("aggregatorQuarantine") Quarantine aggregatorQuarantine) {
        return new MemberIds(aggregatorQuarantine);
    }

    /**
     * Depends on the admin client, whose creation creates the topics. Not static: to learn the type that the factory
     * bean of a static method creates, Spring would call the method repeatedly.
     */
    @Bean
    StreamsBuilderFactoryBean aggregatorStreams(
            MemberIds aggregatorMemberIds,
            KafkaProperties kafka,
            AggregatorProperties properties,
            AdvertisedUrl aggregatorAdvertisedUrl,
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            AggregatorMetrics aggregatorMetrics,
            @Qualifier("aggregatorQuarantine") Quarantine aggregatorQuarantine,
            FatalFailure aggregatorFailure,
            MeterRegistry registry,
            @Qualifier("aggregatorTracing") Tracing tracing)
            throws IOException {
        var config = new KafkaStreamsConfiguration(
                AggregatorStreamsConfig.of(aggregatorAdvertisedUrl, kafka.buildStreamsProperties(), properties));
        PrivateDirectory directory = PrivateDirectory.create(properties.stateDir());
        StreamsBuilderFactoryBean streams = new StreamsBuilderFactoryBean(config);
        streams.setKafkaStreamsCustomizer(created -> directory.restorePermissions());
        streams.setInfrastructureCustomizer(new KafkaStreamsInfrastructureCustomizer() {
            @Override
            public void configureBuilder(StreamsBuilder builder) {
                AggregatorTopology.define(
                        builder, properties, aggregatorMetrics, tracing, () -> new MergeWatch(aggregatorQuarantine));
            }
        });
        streams.setClientSupplier(aggregatorMemberIds);
        // Starts before the web server and stops after it, so that queries in flight are answered.
        streams.setPhase(0);
        streams.setLeaveGroupOnClose(true);
        streams.setStreamsUncaughtExceptionHandler(aggregatorFailure);
        streams.setStateListener(aggregatorFailure);
        streams.addListener(new KafkaStreamsMicrometerListener(registry));
        return streams;
    }

    @Bean
    static KafkaFileEventWriter<FileEvent> aggregatorEvents(
            Producer<String, byte[]> aggregatorEventProducer, AggregatorProperties properties) {
        return new KafkaFileEventWriter<>(
                aggregatorEventProducer, properties.topics().fileEvents(), FileEvent::fileId);
    }

    @Bean
    static ExpiryWatch aggregatorExpiryWatch(
            FileStores aggregatorStores,
            KafkaFileEventWriter<FileEvent> aggregatorEvents,
            KafkaFileEventWriter<FileDeletion> aggregatorDeletions,
            AggregatorProperties properties) {
        ExpiryCheck overdue = new ExpiryCheck(
                aggregatorStores,
                properties.topics().partitions(),
                properties.resultsRetention(),
                Clock.systemUTC(),
                aggregatorEvents,
                aggregatorDeletions);
        return new ExpiryWatch(overdue, properties.overdueInterval());
    }
}
