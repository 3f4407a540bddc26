package dev.sluice.aggregator;

import dev.sluice.aggregator.combine.Combiners;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.ownership.InstanceName;
import dev.sluice.aggregator.progress.AggregatorHealth;
import dev.sluice.aggregator.progress.CombineWatch;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.runtime.PrivateDirectory;
import dev.sluice.runtime.admission.AdmissionConfiguration;
import dev.sluice.runtime.http.HttpConfiguration;
import dev.sluice.runtime.http.OwnHost;
import dev.sluice.runtime.quarantine.ProgressCheck;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.streams.CommittedOffsets;
import dev.sluice.runtime.streams.StateDirectory;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
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
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** Wires the aggregator: what combining, merging and queries share, and its health. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
@Import({
    HttpConfiguration.class,
    AdmissionConfiguration.class,
    CombineConfiguration.class,
    MergeConfiguration.class,
    QueryConfiguration.class
})
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
                properties.advertisedUrl(),
                environment.getProperty("server.address", ""),
                environment.getRequiredProperty("server.port", Integer.class));
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
        return new AggregatorMetrics(registry);
    }

    @Bean
    static FatalFailure aggregatorFailure(
            ConfigurableApplicationContext context,
            @Qualifier("aggregatorQuarantine") Quarantine aggregatorQuarantine) {
        return new FatalFailure(context, aggregatorQuarantine);
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
