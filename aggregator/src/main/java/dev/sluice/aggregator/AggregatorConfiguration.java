package dev.sluice.aggregator;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.broker.KafkaFileEventWriter;
import dev.sluice.aggregator.broker.UnreadRecords;
import dev.sluice.aggregator.combine.Combiner;
import dev.sluice.aggregator.combine.CombinerClients;
import dev.sluice.aggregator.combine.CombinerOffsets;
import dev.sluice.aggregator.combine.Combiners;
import dev.sluice.aggregator.expiry.ExpiryCheck;
import dev.sluice.aggregator.expiry.ExpiryWatch;
import dev.sluice.aggregator.merge.AggregatorTopology;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.metrics.MicrometerAggregatorMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.ownership.InstanceName;
import dev.sluice.aggregator.ownership.MemberIds;
import dev.sluice.aggregator.progress.AggregatorHealth;
import dev.sluice.aggregator.progress.CombineWatch;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.query.BrokerQueries;
import dev.sluice.aggregator.query.KnownEventOffsets;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.query.StreamsFileStores;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.runtime.PrivateDirectory;
import dev.sluice.runtime.admission.AdmissionConfiguration;
import dev.sluice.runtime.http.HttpConfiguration;
import dev.sluice.runtime.http.OwnHost;
import dev.sluice.runtime.quarantine.GroupNotes;
import dev.sluice.runtime.quarantine.ProgressCheck;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.streams.CommittedOffsets;
import dev.sluice.runtime.streams.StateDirectory;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SystemQueries;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.streams.KafkaStreamsMicrometerListener;

/** Wires the aggregator: its combiners, its Streams application, the queries over its stores, and the expiry watch. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
@Import({HttpConfiguration.class, AdmissionConfiguration.class})
public final class AggregatorConfiguration {

    @Bean
    static AggregatorProperties aggregatorProperties(Settings settings) {
        return AggregatorProperties.read(settings);
    }

    @Bean(defaultCandidate = false)
    static Admin aggregatorAdmin(KafkaProperties kafka, AggregatorProperties properties) throws IOException {
        Admin admin = Admin.create(kafka.buildAdminProperties());
        Topics topics = properties.topics();
        TopicSetup.ensure(admin, topics, access(topics));
        String application = Stage.MERGE.group(topics);
        var unused = PrivateDirectory.create(properties.stateDir());
        StateDirectory.claim(
                admin,
                properties.stateDir(),
                application,
                List.of(InstanceName.FILE),
                List.of(application, Stage.COMBINE.group(topics)));
        return admin;
    }

    /** The topics that combiners, topology and expiry watch read and write, apart from Kafka Streams' internal ones. */
    private static TopicAccess access(Topics topics) {
        return new TopicAccess(
                List.of(
                        topics.validRows(),
                        topics.deltas(),
                        topics.combined(),
                        topics.invalidRows(),
                        topics.splitEvents(),
                        topics.fileEvents(),
                        topics.streamEvents(),
                        topics.fileDeletions(),
                        topics.fileResults()),
                List.of(
                        topics.deltas(),
                        topics.combined(),
                        topics.fileEvents(),
                        topics.fileDeletions(),
                        topics.fileResults(),
                        topics.deadLetters()));
    }

    @Bean
    static AdvertisedUrl aggregatorAdvertisedUrl(AggregatorProperties properties, Environment environment) {
        return AdvertisedUrl.of(
                properties.advertisedUrl(), environment.getRequiredProperty("server.port", Integer.class));
    }

    @Bean
    static OwnHost aggregatorOwnHost(AdvertisedUrl aggregatorAdvertisedUrl) {
        return new OwnHost(aggregatorAdvertisedUrl.hostInfo().host());
    }

    @Bean(defaultCandidate = false)
    static Tracing aggregatorTracing(@Value("${" + Tracing.ENDPOINT + ":}") String endpoint) {
        return Tracing.to(endpoint, "aggregator");
    }

    @Bean
    static AggregatorMetrics aggregatorMetrics(MeterRegistry registry) {
        return new MicrometerAggregatorMetrics(registry);
    }

    @Bean
    static FatalFailure aggregatorFailure(
            ConfigurableApplicationContext context,
            @Qualifier("aggregatorQuarantine") Quarantine aggregatorQuarantine) {
        return new FatalFailure(context, aggregatorQuarantine);
    }

    @Bean
    static CombineWatch aggregatorCombineWatch(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin, AggregatorProperties properties) {
        return CombineWatch.of(aggregatorAdmin, properties.topics(), properties.combineThreads());
    }

    /** The quarantine of the merge stage. */
    @Bean(defaultCandidate = false)
    static Quarantine aggregatorQuarantine(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin, AggregatorProperties properties) {
        return new Quarantine(
                "merging",
                new GroupNotes(aggregatorAdmin, Stage.MERGE.attemptsGroup(properties.topics())),
                StreamsSettings.TRANSACTION_TIMEOUT);
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
    static MemberIds aggregatorMemberIds(@Qualifier("aggregatorQuarantine") Quarantine aggregatorQuarantine) {
        return new MemberIds(aggregatorQuarantine);
    }

    @Bean
    static StreamsFileStores aggregatorStores(
            @Qualifier("&aggregatorStreams") StreamsBuilderFactoryBean aggregatorStreams) {
        return StreamsFileStores.active(aggregatorStreams::getKafkaStreams);
    }

    @Bean
    static SystemQueries aggregatorSystemQueries(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin, AggregatorProperties properties) {
        return new BrokerQueries(aggregatorAdmin, properties.topics(), properties.answerTimeout(), Clock.systemUTC());
    }

    @Bean
    static UnreadRecords aggregatorUnreadRecords(CombinerClients aggregatorClients, AggregatorProperties properties) {
        return new UnreadRecords(
                () -> aggregatorClients.reader("ends"),
                properties.answerTimeout().dividedBy(2),
                System::nanoTime);
    }

    @Bean
    static FileQueries aggregatorQueries(
            StreamsFileStores aggregatorStores,
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            UnreadRecords aggregatorUnreadRecords,
            KafkaFileEventWriter<FileDeletion> aggregatorDeletions,
            AggregatorProperties properties) {
        Topics topics = properties.topics();
        return new StoreQueries(
                aggregatorStores,
                new KnownEventOffsets(
                        topics,
                        new BrokerEndOffsets(aggregatorAdmin, properties.answerTimeout()),
                        aggregatorStores,
                        aggregatorUnreadRecords),
                properties.datasets(),
                topics.partitions(),
                aggregatorDeletions::write,
                properties.answerTimeout());
    }

    @Bean
    static Producer<String, byte[]> aggregatorEventProducer(KafkaProperties kafka) {
        Map<String, Object> config = kafka.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // Requests that wait for the acknowledgement of an event end within a bounded time, whether the brokers answer
        // or not.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    @Bean
    static KafkaFileEventWriter<FileEvent> aggregatorEvents(
            Producer<String, byte[]> aggregatorEventProducer, AggregatorProperties properties) {
        return new KafkaFileEventWriter<>(
                aggregatorEventProducer, properties.topics().fileEvents(), FileEvent::fileId);
    }

    @Bean
    static KafkaFileEventWriter<FileDeletion> aggregatorDeletions(
            Producer<String, byte[]> aggregatorEventProducer, AggregatorProperties properties) {
        return new KafkaFileEventWriter<>(
                aggregatorEventProducer, properties.topics().fileDeletions(), FileDeletion::fileId);
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

    @Bean
    static HealthIndicator aggregator(
            @Qualifier("&aggregatorStreams") StreamsBuilderFactoryBean aggregatorStreams,
            Combiners aggregatorCombiners,
            CombineWatch aggregatorCombineWatch,
            @Qualifier("aggregatorQuarantine") Quarantine aggregatorQuarantine,
            AggregatorProperties properties) {
        Duration stallAfter = properties.stallAfter();
        ProgressCheck merging = new ProgressCheck(aggregatorQuarantine, stallAfter, System::nanoTime);
        return new AggregatorHealth(
                aggregatorStreams::getKafkaStreams,
                aggregatorCombiners::areWorking,
                Map.of(
                        Stage.COMBINE,
                        () -> aggregatorCombineWatch.standstills(stallAfter),
                        Stage.MERGE,
                        () -> merging.standstills(CommittedOffsets.of(aggregatorStreams.getKafkaStreams()))));
    }
}
